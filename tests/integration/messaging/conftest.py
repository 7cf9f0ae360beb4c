"""Every sentence about the post is proved twice: on memory and SQLite, and on RabbitMQ and PostgreSQL."""

from datetime import timedelta

import pytest

from shared.messaging import reader, relay
from tests.integration.messaging.toys import TOYS
from tests.integration.messaging.toys.tables import ToyBase
from tests.support.posts import Place, empty_post, leave, set_up, standing


@pytest.fixture(scope="session")
def in_memory(tmp_path_factory):
    return set_up(Place("memory://", f"sqlite:///{tmp_path_factory.mktemp('sqlite')}"), *TOYS)


@pytest.fixture(scope="session")
def on_servers(broker_url, new_database):
    place = set_up(Place(broker_url, new_database("toys")), *TOYS)
    yield place
    leave(place, *TOYS)


@pytest.fixture(params=["in_memory", "on_servers"])
def place(request):
    """Where the test runs; `@ON_SERVERS` and `@IN_MEMORY` choose one."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def post(place, quick):
    with standing(place, *TOYS), empty_post(ToyBase) as post:
        yield post


@pytest.fixture
def quick(monkeypatch):
    """Idle loops look again sooner, so that tests need not wait for them."""
    monkeypatch.setattr(reader, "TURN", 0.05)
    monkeypatch.setattr(reader, "IDLE_LOOK", timedelta(seconds=0.2))
    monkeypatch.setattr(relay, "SLOW_TICK", 0.2)
