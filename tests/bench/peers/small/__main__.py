"""`python -m tests.bench.peers.small prepare`, then `python -m tests.bench.peers.small run routing`."""

import shared.cli  # isort: skip  # patches for green threads before anything else is imported
import sys

from shared import logging as lines
from shared.config import settings
from shared.messaging import services, transport
from shared.messaging.topology import declare
from shared.runner import migrate_all, serve
from tests.bench.peers.small.services import ALL
from tests.bench.peers.stages import STAGES


def prepare() -> int:
    migrate_all(STAGES)
    with transport.connected(settings().broker_url) as connection:
        declare(connection.default_channel, services.hearings())
    return 0


def main(role: str, *stages: str) -> int:
    lines.set_up("WARNING")
    with services.only(*ALL):
        return prepare() if role == "prepare" else serve(list(stages), only="events")


if __name__ == "__main__":
    assert shared.cli
    sys.exit(main(*sys.argv[1:]))
