"""Counting: from a day, so many of a unit, leaving out what is paused, to the last day and beyond a holiday.

The day itself is not counted (民法典 201); months and years end on the day of the same number, or the month's last
(民法典 202); a last day that is a rest day moves to the next working day where the rule says so (民法典 203).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shared.clocks.calendar import DAY, Calendar


@dataclass(frozen=True)
class Interval:
    """Days that are not counted, both ends included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __len__(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Count:
    """How it went: the last day before and after rolling, the rest days skipped, the make-up days counted."""

    last_day: date
    due_on: date
    skipped: tuple[date, ...] = ()
    made_up: tuple[date, ...] = ()


def count(
    start: date,
    period: int,
    unit: str,
    calendar: Calendar,
    *,
    paused: Sequence[Interval] = (),
    more: int = 0,
    roll: bool = False,
) -> Count:
    """Count `period` `unit`s (days, working_days, months, years) from a day, and `more` days of an extension.

    Raises `NotAnnounced` where the calendar is needed and not known, `OverflowError` beyond the year 9999.
    """
    if unit == "working_days":
        worked = _working_days(start, period, calendar, paused)
        return _rolled(_walk(worked.last_day, more, paused), calendar, roll, worked) if more else worked
    nominal = _nominal(start, period, unit)
    return _rolled(_walk(start, (nominal - start).days + more, paused), calendar, roll)


def _working_days(start: date, period: int, calendar: Calendar, paused: Sequence[Interval]) -> Count:
    day, left, skipped, made_up = start, period, [], []
    while left:
        day += DAY
        if any(day in interval for interval in paused):
            continue
        if not calendar.is_worked(day):
            skipped.append(day)
            continue
        left -= 1
        if calendar.is_made_up(day):
            made_up.append(day)
    return Count(day, day, tuple(skipped), tuple(made_up))


def _nominal(start: date, period: int, unit: str) -> date:
    if unit == "days":
        return start + DAY * period
    months = start.month - 1 + period * (12 if unit == "years" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    if year > date.max.year:
        raise OverflowError("date value out of range")
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _walk(start: date, number: int, paused: Sequence[Interval]) -> date:
    """The day that is `number` days that are not paused after the start."""
    day = start + DAY * number
    for interval in sorted(paused, key=lambda interval: interval.first):
        if start < interval.last and interval.first <= day:
            day += DAY * len(Interval(max(interval.first, start + DAY), interval.last))
    return day


def _rolled(last_day: date, calendar: Calendar, roll: bool, so_far: Count | None = None) -> Count:
    due_on = calendar.next_worked(last_day) if roll else last_day
    skipped, made_up = (so_far.skipped, so_far.made_up) if so_far else ((), ())
    return Count(last_day, due_on, skipped, made_up)
