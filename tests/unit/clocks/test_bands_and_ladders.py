"""Where a clock stands today, and who is told when."""

from datetime import date, datetime, timedelta

import pytest

from shared.clocks.bands import BANDS, standing
from shared.clocks.ladders import HERE, Ladders, Rung, is_pointless
from tests.unit.clocks.books import OFFICIAL, day

LADDERS = Ladders.read()
DUE = date(2026, 10, 10)


def stands(today, *, state="running", due_on=DUE, near=3, lapses=False, working=False):
    return standing(state, due_on, day(today), near=near, lapses=lapses, working=working, calendar=OFFICIAL)


@pytest.mark.parametrize(
    ("today", "band", "days"),
    [
        ("2026-09-28", "early", 12),
        ("2026-10-06", "early", 4),
        ("2026-10-07", "near", 3),
        ("2026-10-10", "due", 0),
        ("2026-10-11", "late", 1),
        ("2026-11-10", "late", 31),
    ],
)
def test_a_duty_is_early_near_due_today_or_late(today, band, days):
    stood = stands(today)
    assert (stood.band, stood.days) == (band, days)
    assert band in BANDS


def test_how_many_days_before_the_end_it_is_near_is_a_setting():
    assert stands("2026-10-03", near=7).band == "near"


def test_working_days_are_counted_where_the_period_counts_them():
    stood = stands("2026-09-29", working=True)
    assert (stood.days, stood.working) == (4, True)
    assert not stands("2026-12-30", due_on=day("2027-01-05"), working=True).working


def test_a_right_is_over_where_a_duty_is_late():
    assert stands("2026-10-11", lapses=True).band == "over"


def test_a_clock_without_a_due_date_waits_for_its_calendar():
    assert stands("2026-12-30", due_on=None).band == "waiting"


@pytest.mark.parametrize("state", ["stopped", "paused"])
def test_a_clock_that_does_not_run_is_neither_near_nor_late(state):
    assert stands("2026-11-10", state=state).band == state


def test_near_a_reminder_due_a_chase_late_an_escalation():
    told = [(rung.does, LADDERS.rung_at("duty", n, DUE)) for n, rung in enumerate(LADDERS.named["duty"].rungs)]
    assert told == [
        ("reminder", datetime(2026, 10, 7, 9, tzinfo=HERE)),
        ("chase", datetime(2026, 10, 10, 9, tzinfo=HERE)),
        ("escalation", datetime(2026, 10, 11, 9, tzinfo=HERE)),
    ]
    assert LADDERS.rung_at("duty", 3, DUE) is None


def test_the_first_rung_comes_when_the_clock_becomes_near():
    for ladder in LADDERS.named.values():
        if ladder.rungs and ladder.rungs[0].does == "reminder":
            assert ladder.rungs[0].days == -ladder.near, ladder.name


def test_a_reminder_of_what_is_due_already_is_pointless_a_chase_never_is():
    reminder, chase = Rung("reminder", -3, until=0), Rung("chase", 0)
    assert not is_pointless(reminder, DUE, DUE - timedelta(days=1))
    assert is_pointless(reminder, DUE, DUE)
    assert not is_pointless(chase, DUE, DUE + timedelta(days=99))


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_the_first_and_the_last_day_there_are_do_no_harm(edge):
    for number in range(3):
        assert LADDERS.rung_at("duty", number, edge)
