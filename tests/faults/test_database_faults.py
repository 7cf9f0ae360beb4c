"""The database crashes, is away, is crowded, is strict: nothing is acknowledged that was not written."""

import time
from contextlib import ExitStack, closing

import psycopg2
import pytest

from services.notify.clock import BATCH
from shared.config import DEMO_PASSWORD
from shared.demo.client import Client, Refusal
from shared.messaging.settle import FIRST_PAUSE, LONGEST_PAUSE
from tests.faults.lengths import MINUTE, only_in_full
from tests.faults.reading import SERVICES
from tests.support.matters import a_matter

pytestmark = only_in_full
ON_REAL = pytest.mark.parametrize("city", ["real"], indirect=True)
ONE_CLAIM = BATCH  # its commit may be the one whose answer was lost: then nothing of it was sent
SEND_EVERYONE_OFF = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'liandong%'"


@ON_REAL
def test_it_crashes_three_times(endured, city):
    def crash(city, load):
        city.postgres.stop("immediate")
        city.postgres.start()

    told = endured("PostgreSQL crashes (immediate)", crash, times=3)
    assert told.verdict.mails_twice == 0, "what was sent meanwhile was written down"
    assert told.verdict.held_by_the_dead <= ONE_CLAIM


@ON_REAL
def test_while_it_is_away_the_door_says_so_and_nothing_dies_of_it(endured, city):
    addresses = {name: program.address for name, program in city.programs.items()}
    operator = Client(addresses["console"], addresses).sign_in("operator", DEMO_PASSWORD)

    def away_for_a_minute(city, load):
        city.postgres.stop()
        assert refusal_of(operator) == (503, "urn:liandong:problem:try-later")
        before = load.acknowledged
        time.sleep(MINUTE)
        assert load.acknowledged == before
        city.postgres.start()

    before = dead(city)
    endured(f"PostgreSQL away for {MINUTE} s", away_for_a_minute)
    assert dead(city) == before


@ON_REAL
def test_all_its_connections_are_taken(endured):
    def crowd(city, load):
        with ExitStack() as stack:
            city.sql(SEND_EVERYONE_OFF)
            with pytest.raises(psycopg2.OperationalError, match="too many clients"):
                while True:
                    stack.enter_context(closing(psycopg2.connect(city.postgres.url)))
            time.sleep(MINUTE / 3)

    endured(f"PostgreSQL's connections all taken for {MINUTE // 3} s", crowd)


@ON_REAL
def test_it_makes_everyone_serializable(endured):
    def be_strict(city, load):
        city.sql("ALTER DATABASE postgres SET default_transaction_isolation = 'serializable'", SEND_EVERYONE_OFF)
        load.let_in(20)
        city.sql("ALTER DATABASE postgres RESET default_transaction_isolation", SEND_EVERYONE_OFF)

    endured("serialization failures", be_strict)


@ON_REAL
def test_a_handler_that_always_fails_for_two_minutes_succeeds_when_its_table_is_back(endured, city):
    def take_its_table_away(city, load):
        city.sql("ALTER TABLE notify.notice RENAME TO notice_elsewhere")
        load.let_in(10)
        time.sleep(2 * MINUTE)
        with city.read() as tables:
            waiting.extend(tables.rows(PAUSES))
        city.sql("ALTER TABLE notify.notice_elsewhere RENAME TO notice")

    before, waiting = dead(city), []
    endured(f"a handler fails for {2 * MINUTE} s", take_its_table_away)
    assert dead(city) == before
    assert max(attempts for attempts, _ in waiting) < 12, "attempts are bounded by pauses that grow"
    of_their_length = [pause / min(2.0**attempts, LONGEST_PAUSE / FIRST_PAUSE) for attempts, pause in waiting]
    assert max(of_their_length) > 1.2 * min(of_their_length), "pauses differ, so that many do not meet again"


PAUSES = """
SELECT attempts - 1, next_attempt_at - settled_at FROM notify.settlement WHERE state = 'waiting' AND why = 'error'
"""


def dead(city):
    """How many dead letters there are."""
    with city.read() as tables:
        return sum(tables.count(f"SELECT count(*) FROM {name}.settlement WHERE state = 'dead'") for name in SERVICES)


def refusal_of(client):
    """What the door answers who is signed in: the number, and the kind of problem."""
    with pytest.raises(Refusal) as refused:
        client.post("/intake/api/v1/matters", a_matter())
    return refused.value.status, refused.value.problem["type"]
