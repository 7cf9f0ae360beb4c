"""Why a day is the due date: short sentences in Chinese and in English, from what the counting did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from shared.clocks.calendar import DAY, Calendar
from shared.clocks.counting import Count
from shared.clocks.rule import UNITS, Rule
from shared.contracts.words import Vocabulary, Word

if TYPE_CHECKING:
    from shared.clocks.deadline import Extension, Pause

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

CAUSES = Vocabulary(
    "pause_cause",
    hearing=("听证", "hearing"),
    supplement=("补充材料", "supplement of the application"),
)
"""What may pause a clock, where its rule names it."""


def counted(
    rule: Rule,
    begun: date,
    count: Count,
    pauses: Sequence[Pause],
    extension: Extension | None,
    calendar: Calendar,
) -> Word:
    """Start, period, what was left out and added, the due date, the article."""
    return _told(
        [
            _start(rule, begun),
            *_period(rule),
            *_skipped(count, calendar),
            *map(_made_up, count.made_up),
            *_pauses(pauses),
            *_extension(rule, extension),
            *_rolled(count, calendar),
            Word(f"{_day(count.due_on)}到期", f"due {_day_en(count.due_on)}"),
        ],
        rule,
    )


def not_announced(rule: Rule, begun: date, year: int, pauses: Sequence[Pause], extension: Extension | None) -> Word:
    """What is known, and which year's calendar is waited for."""
    waits = Word(
        f"{year}年节假日安排尚未公布，公布后重新计算",
        f"the calendar of {year} is not announced: computed again when it is",
    )
    known = [_start(rule, begun), *_period(rule), *_pauses(pauses), *_extension(rule, extension)]
    return _told([*known, waits], rule)


def paused(rule: Rule, begun: date, lasting: Pause, pauses: Sequence[Pause]) -> Word:
    """Since when and why it does not run."""
    cause = CAUSES[lasting.cause]
    since = Word(
        f"自{_day(lasting.first)}起因{cause.zh}中止计时，恢复后重新计算",
        f"paused since {_day_en(lasting.first)} ({cause.en}): computed again when it resumes",
    )
    return _told([_start(rule, begun), *_period(rule), *_pauses(pauses), since], rule)


def in_hours(rule: Rule, start: datetime, due: datetime) -> Word:
    """From the moment on, in hours."""
    begun = Word(
        f"{_day(start.date())}{start:%H:%M}{rule.starts.zh}",
        f"{rule.starts.en} {_day_en(start.date())}, {start:%H:%M}",
    )
    ends = Word(
        f"{_day(due.date())}{due:%H:%M}到期（按小时计算，从即时起算）",
        f"due {_day_en(due.date())}, {due:%H:%M} (hours count from the moment)",
    )
    return _told([begun, *_period(rule), ends], rule)


def without_period(rule: Rule, begun: date) -> Word:
    """What is owed where no period runs."""
    unit = UNITS[rule.unit]
    return _told([_start(rule, begun), Word(f"{unit.zh}{rule.ends.zh}", f"{rule.ends.en}: {unit.en}")], rule)


def _told(parts: Iterable[Word], rule: Rule) -> Word:
    parts = [*parts, *([rule.because] if rule.because else []), Word(rule.article, rule.cite)]
    return Word("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _start(rule: Rule, begun: date) -> Word:
    return Word(f"{_day(begun)}{rule.starts.zh}", f"{rule.starts.en} {_short_en(begun)}")


def _period(rule: Rule) -> list[Word]:
    if rule.unit == "ordered":
        return []
    unit = UNITS[rule.unit]
    return [Word(f"{rule.period}{unit.zh}", f"{rule.period} {unit.en if rule.period > 1 else unit.en[:-1]}")]


def _skipped(count: Count, calendar: Calendar) -> Iterable[Word]:
    for first, last in _ranges(count.skipped):
        holiday = calendar.holidays.get(first) or calendar.holidays.get(last)
        name = holiday.name if holiday else "周末"
        yield Word(f"跳过{_span(first, last)}（{name}）", f"skipped {_span_en(first, last)}")


def _made_up(day: date) -> Word:
    return Word(f"{_short(day)}是调休上班日，计入", f"{_short_en(day)} is a make-up working day")


def _pauses(pauses: Sequence[Pause]) -> Iterable[Word]:
    for pause in pauses:
        if pause.last:
            cause, days = CAUSES[pause.cause], (pause.last - pause.first).days + 1
            span, span_en = _span(pause.first, pause.last), _span_en(pause.first, pause.last)
            yield Word(f"{cause.zh}{span}共{days}天不计", f"not counted: {cause.en} {span_en} ({days} days)")


def _extension(rule: Rule, extension: Extension | None) -> list[Word]:
    if extension is None:
        return []
    if extension.notice_on is None:
        return [Word("延期尚未告知信访人，不生效", "the extension does not count before its notice is owed")]
    days, notice = extension.days, extension.notice_on
    if rule.extension is None or rule.extension.notice is None:
        return [Word(f"批准延长{days}天", f"extended by {days} days")]
    return [Word(f"批准延长{days}天，{_day(notice)}告知", f"extended by {days} days, notice of {_day_en(notice)}")]


def _rolled(count: Count, calendar: Calendar) -> list[Word]:
    if count.due_on == count.last_day:
        return []
    holiday = calendar.holidays.get(count.last_day)
    why, why_en = (holiday.name, holiday.name_en) if holiday else ("周末", "a weekend")
    return [
        Word(
            f"最后一日{_short(count.last_day)}是休息日（{why}），顺延",
            f"the last day, {_short_en(count.last_day)}, is a rest day ({why_en}) and moves on",
        )
    ]


def _ranges(days: Sequence[date]) -> Iterable[tuple[date, date]]:
    first: date | None = None
    for day, after in zip(days, (*days[1:], None), strict=False):
        first = first or day
        if after is None or after - day != DAY:
            yield first, day
            first = None


def _day(on: date) -> str:
    return f"{on.year}年{_short(on)}"


def _short(on: date) -> str:
    return f"{on.month}月{on.day}日（{WEEKDAYS[on.weekday()]}）"


def _span(first: date, last: date) -> str:
    if first == last:
        return f"{first.month}月{first.day}日"
    end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日至{end}"


def _day_en(on: date) -> str:
    return f"{_short_en(on)} {on.year}"


def _short_en(on: date) -> str:
    return f"{WEEKDAYS_EN[on.weekday()]} {on.day} {MONTHS_EN[on.month - 1]}"


def _span_en(first: date, last: date) -> str:
    if first == last:
        return _short_en(first)
    begin = f"{first.day}" if first.month == last.month else f"{first.day} {MONTHS_EN[first.month - 1]}"
    return f"{begin}–{last.day} {MONTHS_EN[last.month - 1]}"
