"""Fifty thousand events wait for a slow handler: memory stays flat, pages stay quick, and each takes effect once."""

import time
from contextlib import closing
from statistics import quantiles

import pytest

from shared.config import DEMO_PASSWORD
from shared.demo.client import Client
from tests.faults.cities import RealCity
from tests.faults.lengths import LONG, chosen, only_in_full
from tests.faults.load import Load
from tests.faults.messages import some_rows
from tests.support.servers import or_skip

EVENTS = chosen(long=50_000, short=3_000)
SLOW = {"LIANDONG_TESTING": "1", "LIANDONG_SLOW_AT": "after_settlement:0.5"}
MORE_AT_MOST = 60
QUICK = 1.0
TOLD_AGAIN = """
INSERT INTO notify.outbox (event_id, type, version, subject, data, traceparent, created_at)
SELECT 'backlog-' || number, one.type, one.version, one.subject, one.data, one.traceparent, clock_timestamp()
FROM (SELECT * FROM notify.outbox WHERE type = 'notice.sent' ORDER BY position LIMIT 1) one,
generate_series(1, {}) AS number
"""
LEFT = "SELECT {} - (SELECT count(*) FROM intake.settlement WHERE event_id LIKE 'backlog-%')"
ON_THE_TIMELINE = "SELECT count(*), count(DISTINCT event_id) FROM intake.timeline WHERE event_id LIKE 'backlog-%'"


@pytest.fixture
def own_city():
    with closing(or_skip(lambda: RealCity(fsync=LONG))) as city:
        city.start()
        yield city


@only_in_full
def test_a_backlog_before_a_slow_handler(own_city, chance, tell):
    Load(own_city, some_rows(20, chance)).start().finish()
    own_city.wait_until_quiet()
    intake = own_city.programs["intake"]
    intake.terminate(60)
    own_city.sql(TOLD_AGAIN.format(EVENTS))
    intake.start(**SLOW)
    intake.wait_until_up()
    operator = Client(own_city.programs["console"].address, {"intake": intake.address})
    operator.sign_in("operator", DEMO_PASSWORD)
    memory, answers, seconds = watch(own_city, intake, operator)

    with own_city.read() as tables:
        assert tables.rows(ON_THE_TIMELINE) == [(EVENTS, EVENTS)]
    p95 = quantiles(answers, n=20)[-1]
    tell(
        f"{EVENTS} events before a slow handler: read in {seconds:.0f} s, memory {memory[0]} MB at first, "
        f"{max(memory)} MB at most, a page of matters in {p95 * 1000:.0f} ms (p95 of {len(answers)})"
    )
    assert max(memory) - memory[0] < MORE_AT_MOST
    assert p95 < QUICK


def watch(city, program, client):
    """Memory in MB and seconds for a page, again and again until nothing waits any more; and how long that took."""
    memory, answers, began = [program.resident()], [], time.monotonic()
    while True:
        asked = time.monotonic()
        client.get("/intake/api/v1/matters")
        answers.append(time.monotonic() - asked)
        memory.append(program.resident())
        with city.read() as tables:
            if tables.count(LEFT.format(EVENTS)) == 0:
                return memory, answers, time.monotonic() - began
        time.sleep(0.3)
