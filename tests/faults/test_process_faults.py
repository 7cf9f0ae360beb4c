"""All processes die at once; slow ones are asked to end; the machine is off for a day; its clocks disagree."""

import time
from contextlib import closing

import pytest

from shared.runner import GRACE
from tests.faults.cities import EmbeddedCity
from tests.faults.lengths import chosen, only_in_full

ON_REAL = pytest.mark.parametrize("city", ["real"], indirect=True)
SLOW = {"LIANDONG_TESTING": "1", "LIANDONG_SLOW_AT": "before_consumer_commit:0.5"}
THREE_HOURS_AHEAD = {"LIANDONG_TESTING": "1", "LIANDONG_CLOCK_AHEAD": str(3 * 3600)}


@only_in_full
@ON_REAL
def test_all_services_die_at_once(endured):
    def die(city, load):
        for program in city.programs.values():
            program.process.kill()
        for program in city.programs.values():
            program.kill()
        time.sleep(1)
        city.start()

    endured("all five services killed at once", die, times=chosen(long=5, short=2))


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
def test_a_day_later_everything_goes_on(endure_in):
    def off_for_a_day(city, load):
        program = city.programs["embedded"]
        program.kill()
        city.environment |= {"LIANDONG_TESTING": "1", "LIANDONG_CLOCK_AHEAD": "86400"}
        program.start(LIANDONG_TESTING="1", LIANDONG_CLOCK_AHEAD="86400")
        program.wait_until_up()

    with closing(EmbeddedCity()) as city:
        city.start()
        endure_in(city, "off for a day", off_for_a_day)
