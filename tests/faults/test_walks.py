"""Random walks through all that may be done with a referral, by several people at once, over the real doors.

After every act all that routing watches over itself holds, after every tenth and at the end of a walk the whole
`liandong audit`; what the table of acts does not allow changes nothing. `make faults ARGS="-k walks"` walks 10,000
acts on PostgreSQL, in ten parts that together come to every act and event of the table; within `make test` it is a
few hundred on SQLite.
"""

import secrets
import shutil
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import psycopg2
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from psycopg2.sql import SQL, Identifier

from services.routing.policy import referral_acts
from shared.clocks import in_force
from tests.faults.conftest import SEED
from tests.faults.lengths import LONG
from tests.faults.walking.beside import BESIDE
from tests.faults.walking.entering import ENTERED
from tests.faults.walking.walk import Walk
from tests.integration.doors.clocks import EVERY_YEAR
from tests.integration.doors.town import open_town, prepare, settings_for
from tests.support import servers
from tests.support.city_clock import CityClock
from tests.support.posts import environment
from tests.support.servers import or_skip

STEPS = 80
WALKS = 13 if LONG else 3
PARTS = range(10 if LONG else 1)
ACTS = 10_000
EVENTS = {act.event for act in referral_acts.ACTS}
PHASES = (Phase.generate,)  # to make a failing walk shorter takes minutes: each one opens a city


@pytest.fixture
def copies(tmp_path, request):
    """Gives the addresses of new databases as they are on a city's first day."""
    if request.param == "sqlite":
        first_day = tmp_path / "first_day"
        prepare(f"sqlite:///{first_day}")

        def copy():
            folder = tmp_path / secrets.token_hex(4)
            shutil.copytree(first_day, folder)
            return f"sqlite:///{folder}"

        yield copy
        return
    with or_skip(lambda: servers.postgres(fsync=False)) as postgres:
        first_day = f"walks_{secrets.token_hex(4)}"
        prepare(postgres.new_database(first_day))
        yield lambda: copied(postgres.url, first_day)


def copied(url, first_day):
    name = f"walk_{secrets.token_hex(6)}"
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(first_day))
        )
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("copies", ["postgresql" if LONG else "sqlite"], indirect=True)
def test_walks_leave_nothing_wrong(copies, part, together, tmp_path, tell, monkeypatch):
    monkeypatch.setattr(in_force, "calendar", lambda: EVERY_YEAR)  # days pass beyond those that are announced

    @contextmanager
    def new_town():
        folder = Path(tmp_path, secrets.token_hex(4))
        folder.mkdir()
        time = CityClock(folder)
        around = {**settings_for(copies()), **time.environment, "LIANDONG_VAR": str(folder)}
        with environment(around), open_town() as town:
            yield town, time

    class Walked(Walk):
        done, told, wrong, so_far, begun = Counter(), set(), [], Counter(), {}

    Walked.new_town = staticmethod(new_town)
    how = settings(
        max_examples=WALKS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=PHASES,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    began = monotonic()
    try:
        run_state_machine_as_test(seed(SEED + part)(Walked), settings=how)
    finally:
        for what in Walked.wrong[:1]:
            tell(f"walks, part {part}: {what}")
    took, acts = monotonic() - began, Walked.done["acts"]
    tell(f"walks, part {part}: {acts} acts in {took:.0f} s, {acts / took:.0f} a second")
    tell(", ".join(f"{what} {number}" for what, number in sorted(Walked.done.items())))
    tell(f"no walk came to: {', '.join(never(Walked.done, Walked.told)) or 'nothing'}")
    together.add(part, Walked.done, Walked.told)


@pytest.mark.skipif(not LONG, reason="a few hundred acts do not come to everything")
def test_the_walks_together_come_to_everything(together, tell):
    if together.parts != set(PARTS):
        pytest.skip("some parts were not walked")
    missed = never(together.done, together.told)
    tell(f"walks: {together.done['acts']} acts; none came to: {', '.join(missed) or 'nothing'}")
    assert together.done["acts"] >= ACTS
    assert not missed, "an act that no walk came to"


class Together:
    """What the parts that were walked so far did, and what events told of it."""

    def __init__(self):
        self.parts, self.done, self.told = set(), Counter(), set()

    def add(self, part, done, told):
        self.parts.add(part)
        self.done.update(done)
        self.told |= told


@pytest.fixture(scope="module")
def together():
    return Together()


def never(done, told):
    """The acts and events of the table, and what is done beside it, that no walk came to."""
    undone = [act for act in (*ENTERED, *BESIDE) if not (done[act] or done[f"{act}, two at once"])]
    return sorted({*undone, *(EVENTS - told)})
