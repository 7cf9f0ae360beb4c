"""`deadline(rule, start, pauses, extension, calendar)`: the due date, and why, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from shared.clocks import explaining
from shared.clocks.calendar import Calendar, NotAnnounced
from shared.clocks.counting import Count, Interval, count
from shared.clocks.rule import Rule
from shared.contracts.words import Word

HERE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Pause:
    """Days that do not count, both ends included, with the cause the rule names; `last` is None while it lasts."""

    cause: str
    first: date
    last: date | None
    reason: str
    proof: str


@dataclass(frozen=True)
class Extension:
    """Days added in all; without `notice_on` the notice is not owed yet, and the extension does not count."""

    days: int
    approved_by: str
    notice_on: date | None


@dataclass(frozen=True)
class Deadline:
    """When it is due and why. `due_on` is None while a pause lasts, while the calendar of `waits_for` is not
    announced, and where the rule sets no period; `due_at` is the moment of a period counted in hours."""

    rule: Rule
    start: date | datetime
    due_on: date | None
    explanation: Word
    due_at: datetime | None = None
    waits_for: int | None = None
    paused: bool = False


def deadline(
    rule: Rule,
    start: date | datetime,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    calendar: Calendar | None = None,
    *,
    set_for: date | None = None,
) -> Deadline:
    """The due date of a rule from a day, or from a moment if it counts hours; `set_for` is the day on an order.

    `deadline(rule, date(2026, 9, 28), calendar=calendar).due_on` is 10 October 2026 for five working days.
    Pauses and an extension are taken as they are: `shared.clocks.record` judges whether they may be.
    """
    calendar = calendar or Calendar()
    if rule.unit == "hours":
        return _in_hours(rule, start)
    begun = _day(start)
    if not rule.runs:
        return _without_period(rule, begun)
    if (lasting := next((pause for pause in pauses if pause.last is None), None)) is not None:
        return Deadline(rule, start, None, explaining.paused(rule, begun, lasting, pauses), paused=True)
    try:
        counted = _count(rule, begun, pauses, extension, calendar, set_for)
    except NotAnnounced as unknown:
        told = explaining.not_announced(rule, begun, unknown.year, pauses, extension)
        return Deadline(rule, start, None, told, waits_for=unknown.year)
    told = explaining.counted(rule, begun, counted, pauses, extension, calendar)
    return Deadline(rule, start, counted.due_on, told)


def earliest(
    rules: Sequence[Rule],
    start: date | datetime,
    calendar: Calendar,
    *,
    set_for: date | None = None,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
) -> Deadline:
    """The deadline of the row that is due first; between rows due the same day, the first one's (the national)."""
    found = [deadline(rule, start, pauses, extension, calendar, set_for=set_for) for rule in rules]
    return min(found, key=lambda each: (each.due_on is None, each.due_on or date.max))


def _count(
    rule: Rule,
    begun: date,
    pauses: Sequence[Pause],
    extension: Extension | None,
    calendar: Calendar,
    set_for: date | None,
) -> Count:
    more = extension.days if extension and extension.notice_on else 0
    paused = [Interval(pause.first, pause.last) for pause in pauses if pause.last]
    if rule.unit == "ordered":
        if set_for is None:
            raise ValueError(f"{rule.key}: a day set by an order must be given")
        return count(set_for, more, "days", calendar, roll=rule.roll_forward)
    return count(begun, rule.period, rule.unit, calendar, paused=paused, more=more, roll=rule.roll_forward)


def _in_hours(rule: Rule, start: date | datetime) -> Deadline:
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise ValueError(f"{rule.key} counts hours: it starts at an aware moment")
    due_at = start + timedelta(hours=rule.period)
    local = due_at.astimezone(HERE)
    told = explaining.in_hours(rule, start.astimezone(HERE), local)
    return Deadline(rule, start, local.date(), told, due_at=due_at)


def _without_period(rule: Rule, begun: date) -> Deadline:
    due_on = begun if rule.unit == "at_once" else None
    return Deadline(rule, begun, due_on, explaining.without_period(rule, begun))


def _day(start: date | datetime) -> date:
    return start.astimezone(HERE).date() if isinstance(start, datetime) else start
