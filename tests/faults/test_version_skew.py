"""Half of the services are upgraded, half are not: what the older ones cannot read waits for their upgrade."""

import shutil
from pathlib import Path

import pytest

import services
import shared
from shared.contracts.routing import ReferralMade
from shared.runner import GRACE
from tests.faults.lengths import only_in_full

pytestmark = [only_in_full, pytest.mark.parametrize("city", ["real"], indirect=True)]
TYPE = ReferralMade.event_type
WRITER, READERS = "routing", ("intake", "legalaid", "notify")
NEWER = f"""
from dataclasses import replace as _replace

ReferralMade.event_type = EVENTS["{TYPE.type}"] = _replace(
    ReferralMade.event_type,
    version={TYPE.version + 1},
    upgrades=ReferralMade.event_type.upgrades | {{{TYPE.version}: dict}},
)
"""
OF_VERSION = f"SELECT count(*) FROM routing.outbox WHERE type = '{TYPE.type}' AND version = {{}}"
WAITING = f"SELECT count(*) FROM {{}}.settlement WHERE state = 'waiting' AND why = 'unknown' AND type = '{TYPE.type}'"


@pytest.fixture(scope="module")
def newer(tmp_path_factory):
    """Settings under which a program runs from a tree in which a referral is announced in a newer version."""
    tree = tmp_path_factory.mktemp("newer")
    for package in (services, shared):
        here = Path(package.__path__[0])
        shutil.copytree(here, tree / here.name, ignore=shutil.ignore_patterns("__pycache__"))
    declared = tree / "shared" / "contracts" / "routing.py"
    words = declared.read_text().replace("import event, part", "import EVENTS, event, part")
    declared.write_text(words + NEWER)
    return {"PYTHONPATH": str(tree)}


@pytest.fixture
def back_to_today(city):
    yield
    for program in city.programs.values():
        restart(program)


def restart(program, **settings):
    assert program.terminate(GRACE + 5) == 0
    program.start(**settings)
    program.wait_until_up()


def test_what_newer_writers_say_waits_until_the_older_readers_are_upgraded(city, endured, newer, back_to_today):
    def upgrade_the_writer_first(city, load):
        restart(city.programs[WRITER], **newer)
        load.let_in(20)
        city.wait_until(lambda tables: all(tables.count(WAITING.format(reader)) for reader in READERS))
        for name in READERS:
            restart(city.programs[name], **newer)

    endured("newer writer, older readers", upgrade_the_writer_first)
    with city.read() as tables:
        assert tables.count(OF_VERSION.format(TYPE.version + 1)) > 0


def test_newer_readers_read_what_older_writers_say(city, endured, newer, back_to_today):
    def upgrade_the_readers_first(city, load):
        for name in READERS:
            restart(city.programs[name], **newer)
        load.let_in(20)
        with city.read() as tables:
            assert not any(tables.count(WAITING.format(reader)) for reader in READERS)
        restart(city.programs[WRITER], **newer)

    endured("older writer, newer readers", upgrade_the_readers_first)
