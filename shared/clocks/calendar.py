"""The official calendar: which days are worked. A year that is not announced is never guessed.

The files of `calendars/` hold what the State Council announced, each with its source and date. The next year's notice
may change days of this December; then the later file counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from shared.clocks.sources import Entry, days, read

DAY = timedelta(days=1)
WEEKEND = (5, 6)
FOLDER = Path(__file__).parent / "calendars"


class NotAnnounced(Exception):
    """The calendar of a year is not known; `error.year` says which."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the calendar of {year} is not announced")
        self.year = year


@dataclass(frozen=True)
class Holiday:
    """A day the notice speaks of: a day off, or a weekend day that is worked for it."""

    name: str
    name_en: str
    off: bool


@dataclass(frozen=True)
class Announcement:
    """One year's notice: where it stands and when it was made."""

    year: int
    announced_on: date
    source: str
    address: str


@dataclass(frozen=True)
class Calendar:
    """The announced days. `Calendar.read(folder, …)`; `edition` tells two calendars apart."""

    announcements: tuple[Announcement, ...] = ()
    holidays: Mapping[date, Holiday] = field(default_factory=dict)

    @classmethod
    def read(cls, *folders: Path) -> Calendar:
        """Every `<year>.yaml` of the folders; of two files for a year the last folder's counts. Raises `BadData`."""
        paths = {path.name: path for folder in folders for path in sorted(folder.glob("[0-9]*.yaml"))}
        announcements, holidays = [], {}
        for name in sorted(paths):  # a later year's notice may change days of this December
            entry = read(paths[name])
            announcements.append(_announcement(entry))
            holidays.update(_holidays(entry))
        return cls(tuple(announcements), holidays)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that are announced."""
        return frozenset(announcement.year for announcement in self.announcements)

    @cached_property
    def edition(self) -> str:
        """The years, the day of the last notice and a digest of the days, so that a corrected file counts as another
        calendar: `2023-2026/2025-11-04/1f0c9a2e`; empty without any."""
        if not self.announcements:
            return ""
        last = max(announcement.announced_on for announcement in self.announcements)
        told = "\n".join(f"{day} {holiday.off}" for day, holiday in sorted(self.holidays.items()))
        digest = hashlib.sha256(told.encode()).hexdigest()[:8]
        return f"{min(self.years)}-{max(self.years)}/{last.isoformat()}/{digest}"

    def is_worked(self, day: date) -> bool:
        """Whether offices work that day. Raises `NotAnnounced`."""
        if holiday := self.holidays.get(day):
            return not holiday.off
        if day.year not in self.years:
            raise NotAnnounced(day.year)
        return day.weekday() not in WEEKEND

    def next_worked(self, day: date) -> date:
        """That day if it is worked, else the first one after it that is. Raises `NotAnnounced`."""
        while not self.is_worked(day):
            day += DAY
        return day

    def is_made_up(self, day: date) -> bool:
        """Whether it is a weekend day that is worked for a holiday (调休)."""
        holiday = self.holidays.get(day)
        return holiday is not None and not holiday.off

    def worked_between(self, after: date, until: date) -> int:
        """How many working days there are after one day, up to and with another. Raises `NotAnnounced`."""
        return sum(self.is_worked(after + DAY * number) for number in range(1, (until - after).days + 1))


def _announcement(entry: Entry) -> Announcement:
    entry.allow("year", "announced_on", "source", "address", "holidays")
    year = entry.take("year", int)
    if entry.path.stem != str(year):
        raise entry.wrong(f"a file of {year} is called {year}.yaml")
    return Announcement(year, entry.take("announced_on", date), entry.take("source", str), entry.take("address", str))


def _holidays(entry: Entry) -> dict[date, Holiday]:
    found: dict[date, Holiday] = {}
    for holiday in entry.take("holidays", list):
        holiday.allow("name", "name_en", "rest", "worked")
        name, name_en = holiday.take("name", str), holiday.take("name_en", str)
        for off, told in ((True, _range(holiday)), (False, _worked(holiday))):
            for day in told:
                if day in found or not _belongs(day, entry["year"]):
                    raise holiday.wrong(f"{day} is said twice or is no day of {entry['year']}")
                found[day] = Holiday(name, name_en, off)
    if not found:
        raise entry.wrong("a notice without a holiday: leave the file out until the year is announced")
    return found


def _range(holiday: Entry) -> Iterable[date]:
    told = days(holiday.take("rest", list), holiday)
    if len(told) != 2 or told[0] > told[1]:
        raise holiday.wrong("'rest' is the first and the last day off")
    return [told[0] + DAY * number for number in range((told[1] - told[0]).days + 1)]


def _worked(holiday: Entry) -> Iterable[date]:
    told = days(holiday.take("worked", list), holiday)
    if wrong := [day for day in told if day.weekday() not in WEEKEND]:
        raise holiday.wrong(f"{wrong[0]} is no weekend day: only those are worked for a holiday")
    return told


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year, day.month) == (year - 1, 12)
