"""Where a clock stands today: early, near, due today, late, and the states in which no day counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.clocks.calendar import Calendar, NotAnnounced
from shared.contracts.words import Vocabulary

BANDS = Vocabulary(
    "band",
    early=("期限内", "In time"),
    near=("临近到期", "Near"),
    due=("今天到期", "Due today"),
    late=("已逾期", "Late"),
    over=("已过期", "Over"),
    paused=("中止计时", "Paused"),
    waiting=("日历未公布", "Calendar not announced"),
    stopped=("已办结", "Done"),
)


@dataclass(frozen=True)
class Standing:
    """The band, and how many days (or working days, if `working`) are left, or have passed since when late."""

    band: str
    days: int = 0
    working: bool = False


def standing(
    state: str, due_on: date | None, today: date, *, near: int, lapses: bool, working: bool, calendar: Calendar
) -> Standing:
    """How a clock of that state stands. `near` is how many calendar days before the end it becomes so; a right or a
    window `lapses`, a duty is late. Working days are counted where the calendar is known, calendar days elsewhere."""
    if state in ("stopped", "paused"):
        return Standing(state)
    if due_on is None:
        return Standing("waiting")
    left = (due_on - today).days
    if left < 0:
        return Standing("over" if lapses else "late", -left)
    band = "due" if left == 0 else "near" if left <= near else "early"
    return _in_working_days(band, today, due_on, calendar) if working and left else Standing(band, left)


def _in_working_days(band: str, today: date, due_on: date, calendar: Calendar) -> Standing:
    try:
        return Standing(band, calendar.worked_between(today, due_on), working=True)
    except NotAnnounced:
        return Standing(band, (due_on - today).days)
