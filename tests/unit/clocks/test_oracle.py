"""Ten thousand random cases against an independent oracle (chinesecalendar) for every working-day rule."""

import random
from datetime import date, timedelta

import chinese_calendar
import pytest

from shared.clocks.counting import count
from shared.clocks.deadline import deadline
from tests.unit.clocks.books import OFFICIAL, WITH_ZHEJIANG, rule

CASES = 10_000
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 10)
DAYS = [FIRST + timedelta(days=number) for number in range((date(2026, 12, 31) - FIRST).days + 1)]
WORKING_DAY_RULES = [row for row in WITH_ZHEJIANG.rules if row.unit == "working_days"]
ROLLING_RULES = [row for row in WITH_ZHEJIANG.rules if row.roll_forward and row.unit == "days"]


def test_every_day_of_the_four_years_is_worked_or_not_as_the_oracle_says():
    assert [day for day in DAYS if OFFICIAL.is_worked(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("row", WORKING_DAY_RULES, ids=lambda row: f"{row.region}-{row.key}")
def test_ten_thousand_cases_agree(row):
    dice = random.Random(row.key + row.region)
    for _ in range(CASES // len(WORKING_DAY_RULES) + 1):
        start = random_day(dice)
        assert deadline(row, start, calendar=OFFICIAL).due_on == oracle_working_days(start, row.period), start


def test_every_length_of_a_period_agrees():
    dice = random.Random(5)
    for _ in range(500):
        start, period = random_day(dice, last=date(2026, 11, 1)), dice.randint(1, 30)
        assert count(start, period, "working_days", OFFICIAL).due_on == oracle_working_days(start, period)


@pytest.mark.parametrize("row", ROLLING_RULES, ids=lambda row: row.key)
def test_a_last_day_that_rolls_agrees(row):
    dice = random.Random(row.key)
    for _ in range(200):
        start = random_day(dice, last=date(2026, 10, 1))
        assert deadline(row, start, calendar=OFFICIAL).due_on == oracle_rolled(start, row.period)


def test_the_rules_that_count_working_days_are_those_meant():
    assert len(WORKING_DAY_RULES) == 12
    assert rule("objection_window") in WORKING_DAY_RULES


def random_day(dice, last=LAST):
    return FIRST + timedelta(days=dice.randint(0, (last - FIRST).days))


def oracle_working_days(start, period):
    day = start
    while period:
        day += timedelta(days=1)
        period -= chinese_calendar.is_workday(day)
    return day


def oracle_rolled(start, period):
    day = start + timedelta(days=period)
    while not chinese_calendar.is_workday(day):
        day += timedelta(days=1)
    return day
