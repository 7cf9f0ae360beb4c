"""The shipped calendar and rulebook, and words for asking them."""

from datetime import date

from shared.clocks import calendar as calendars
from shared.clocks import rulebook as rules
from shared.clocks.calendar import Calendar
from shared.clocks.deadline import deadline, earliest
from shared.clocks.rulebook import Rulebook

OFFICIAL = Calendar.read(calendars.FOLDER)
NATIONAL_BOOK = Rulebook.read(rules.FOLDER)
WITH_ZHEJIANG = Rulebook.read(rules.FOLDER, regions=["zhejiang"])


def day(text: str) -> date:
    """`day("2026-09-20")`."""
    return date.fromisoformat(text)


def rule(key, on=date(2026, 9, 20), region="national"):
    """The row of a key and region in force that day."""
    return next(row for row in WITH_ZHEJIANG.candidates(key, on) if row.region == region)


def due(key, start, *, book=NATIONAL_BOOK, **more):
    """The deadline that counts, from a day or a moment."""
    on = start if type(start) is date else start.date()
    if more.keys() & {"pauses", "extension"}:
        return deadline(book.candidates(key, on)[0], start, calendar=OFFICIAL, **more)
    return earliest(book.candidates(key, on), start, OFFICIAL, **more)
