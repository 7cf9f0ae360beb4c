"""Who is chased when: ladders as data. A rung is claimed once; what is due next stands in the clock's own row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from shared.clocks.sources import Entry, read
from shared.contracts.words import Vocabulary

FILE = Path(__file__).parent / "ladders.yaml"
HERE = ZoneInfo("Asia/Shanghai")

RUNGS = Vocabulary(
    "rung",
    reminder=("到期提醒", "reminder"),
    chase=("催办", "chase"),
    escalation=("逾期上报", "escalation"),
    lapse=("期限已过", "lapse"),
)
"""What a rung does: remind the unit, chase the unit and its head, tell the supervisor, or end a clock that lapses."""


@dataclass(frozen=True)
class Rung:
    """A step: what it does, so many days from the due date; pointless once today is `until` days from it."""

    does: str
    days: int
    until: int | None = None


@dataclass(frozen=True)
class Ladder:
    """How one kind of clock is watched: `near` days before the end it is near; its rungs in their order."""

    name: str
    near: int
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Ladders:
    """All of them, and the hour of the day from which anybody is told."""

    hour: int
    named: Mapping[str, Ladder]

    @classmethod
    def read(cls, path: Path = FILE) -> Ladders:
        """From a file like `ladders.yaml`. Raises `BadData` with file, line and reason."""
        entry = read(path)
        hour, told = entry.take("hour", int), entry.take("ladders", Entry)
        if not 0 <= hour <= 23:
            raise entry.wrong("'hour' is an hour of the day")
        return cls(hour, {name: _ladder(name, ladder) for name, ladder in told.items()})

    def rung_at(self, ladder: str, number: int, due_on: date) -> datetime | None:
        """When the rung of that number is due; None when there is none left.

        `ladders.rung_at("duty", 0, date(2026, 10, 10))` gives `2026-10-07 09:00 +08:00`.
        """
        if number >= len(self.named[ladder].rungs):
            return None
        days = self.named[ladder].rungs[number].days
        return datetime.combine(_moved(due_on, days), time(self.hour), HERE)

    def rung(self, ladder: str, number: int) -> Rung:
        """That rung."""
        return self.named[ladder].rungs[number]


def is_pointless(rung: Rung, due_on: date, today: date) -> bool:
    """Whether a rung comes too late to mean anything: a reminder of what has become due."""
    return rung.until is not None and (today - due_on).days >= rung.until


def _ladder(name: str, entry: Entry) -> Ladder:
    entry.allow("near", "rungs")
    near, rungs = entry.take("near", int), tuple(_rung(rung) for rung in entry.take("rungs", list))
    if [rung.days for rung in rungs] != sorted(rung.days for rung in rungs):
        raise entry.wrong("the rungs of a ladder stand in the order of their days")
    return Ladder(name, near, rungs)


def _rung(entry: Entry) -> Rung:
    entry.allow("does", "days", "until")
    rung = Rung(entry.take("does", str), entry.take("days", int), entry.may("until", int))
    if rung.does not in RUNGS:
        raise entry.wrong(f"no rung does {rung.does!r}")
    return rung


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:  # the first and the last day there are
        return day
