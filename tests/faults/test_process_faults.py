"""All processes die at once; slow ones are asked to end; the machine is off for a day; its clocks disagree."""

import time
from contextlib import closing
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

import pytest

from services.notify.clock import BATCH, CLAIM_LASTS
from shared.clocks.deadline import HERE
from shared.runner import GRACE
from tests.faults.cities import EmbeddedCity
from tests.faults.lengths import LONG, chosen, only_in_full

ON_REAL = pytest.mark.parametrize("city", ["real"], indirect=True)
SLOW = {"LIANDONG_TESTING": "1", "LIANDONG_SLOW_AT": "before_consumer_commit:0.5"}
THREE_HOURS_AHEAD = {"LIANDONG_TESTING": "1", "LIANDONG_CLOCK_AHEAD": str(3 * 3600)}


@only_in_full
@ON_REAL
def test_all_services_die_at_once(endured, city):
    def die(city, load):
        for program in city.programs.values():
            program.process.kill()
        for program in city.programs.values():
            program.kill()
        time.sleep(1)
        city.start()

    told = endured("all five services killed at once", die, times=chosen(long=5, short=2))
    if LONG:
        city.wait_until(lambda tables: not tables.held_by_the_dead(), CLAIM_LASTS.total_seconds() + 60)
    assert told.verdict.mails_twice <= 2 * told.times * BATCH


@only_in_full
@ON_REAL
def test_slow_ones_are_asked_to_end_and_finish_what_they_hold(endured, city):
    codes = []

    def restart_each(city, load):
        for program in city.programs.values():
            program.terminate(GRACE)
            program.start(**SLOW)
            program.wait_until_up()
        load.let_in(5)
        for program in city.programs.values():
            codes.append(program.terminate(GRACE + 5))
            program.start()

    endured("SIGTERM of each service with slow handlers", restart_each)
    assert set(codes) == {0}


@only_in_full
@ON_REAL
def test_replicas_whose_clocks_are_three_hours_apart_do_nothing_twice_and_nothing_late(endured, city):
    def serve_with_wrong_clocks(city, load):
        with city.second_replicas(**THREE_HOURS_AHEAD):
            load.wait_until_acknowledged(load.sent * 3 // 4)

    told = endured("clocks of two replicas three hours apart", serve_with_wrong_clocks)
    assert told.verdict.mails > told.verdict.mails_twice == 0


@only_in_full
def test_after_days_of_downtime_across_a_deadline_each_chase_is_made_once(endure_in):
    """Off until ten in the morning of a day on which signing has been due for everybody."""

    def off_across_a_deadline(city, load):
        program = city.programs["embedded"]
        with city.read() as tables:
            [(due_on,)] = tables.rows(LAST_DAY_TO_SIGN)
        later = datetime.combine(date.fromisoformat(due_on) + timedelta(days=1), time_of_day(10), HERE)
        ahead = str(int((later - datetime.now(HERE)).total_seconds()))
        program.kill()
        settings = {"LIANDONG_TESTING": "1", "LIANDONG_CLOCK_AHEAD": ahead}
        city.environment |= settings
        program.start(**settings)
        program.wait_until_up()
        city.wait_until(lambda tables: tables.count(NOT_YET_CHASED) == 0)

    with closing(EmbeddedCity()) as city:
        city.start()
        endure_in(city, "off across a deadline", off_across_a_deadline)
        with city.read() as tables:
            assert tables.count(CHASED) > 0
            assert tables.rows(CHASED_TWICE) == []
            assert tables.rows(CHASED_WITHOUT_NOTICE) == []


LATE_TO_SIGN = "FROM routing.clock WHERE rule = 'sign_for' AND state = 'running'"
LAST_DAY_TO_SIGN = f"SELECT max(due_on) {LATE_TO_SIGN}"
NOT_YET_CHASED = f"""
SELECT count(*) {LATE_TO_SIGN} AND due_on <= ({LAST_DAY_TO_SIGN})
AND clock_id NOT IN (SELECT clock_id FROM routing.climbed)
"""
CHASED = "SELECT count(*) FROM routing.outbox WHERE type IN ('clock.fell_due', 'clock.breached')"
CHASED_TWICE = "SELECT clock_id, does FROM routing.climbed GROUP BY clock_id, does HAVING count(*) > 1"
CHASED_WITHOUT_NOTICE = """
SELECT e.event_id FROM routing.outbox e LEFT JOIN notify.notice n ON n.event_id = e.event_id
WHERE e.type IN ('clock.due_soon', 'clock.fell_due', 'clock.breached') AND n.notice_id IS NULL
"""
