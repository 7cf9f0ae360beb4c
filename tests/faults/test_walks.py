"""Random walks through all that may be done with a referral, by several people at once, over the real doors.

After every act all that routing watches over itself holds, after every tenth and at the end of a walk the whole
`liandong audit`; what the table of acts does not allow changes nothing. `make faults ARGS="-k walks"` walks 10,000
acts on PostgreSQL, in five parts; within `make test` it is a few hundred on SQLite.
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

from services.routing.policy.referral_acts import ACTS
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
WALKS = 32 if LONG else 3
PARTS = range(5 if LONG else 1)
ACTS_OF_A_PART = 2_000
EVENTS = {act.event for act in ACTS}
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
def test_walks_leave_nothing_wrong(copies, part, tmp_path, tell, monkeypatch):
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
    took, acts = monotonic() - began, Walked.done.pop("acts")
    tell(f"walks, part {part}: {acts} acts in {took:.0f} s, {acts / took:.0f} a second")
    tell(", ".join(f"{what} {number}" for what, number in sorted(Walked.done.items())))
    never = sorted({*(act for act in (*ENTERED, *BESIDE) if not is_done(Walked.done, act)), *(EVENTS - Walked.told)})
    tell(f"no walk came to: {', '.join(never) or 'nothing'}")
    if LONG:
        assert acts >= ACTS_OF_A_PART
        assert not never, "an act that no walk came to"


def is_done(done, act):
    return bool(done[act] or done[f"{act}, two at once"])
