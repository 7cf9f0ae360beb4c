"""The calendar, the rulebook and the ladders of this deployment: what is shipped, and what its own folder adds.

`LIANDONG_CLOCK_DATA` may name a folder with `calendars/` and `rules/`: a new year's notice can be put there without a
new version. `LIANDONG_REGIONS` switches on overlays (`zhejiang`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from shared.clocks import calendar as shipped_calendar
from shared.clocks import rulebook as shipped_rules
from shared.clocks.calendar import Calendar
from shared.clocks.ladders import Ladders
from shared.clocks.rulebook import Rulebook
from shared.config import settings


def calendar() -> Calendar:
    """The calendar as the files are now: a file that arrives counts at once. Raises `BadData`."""
    folders = _folders(shipped_calendar.FOLDER, "calendars")
    return _calendar(folders, tuple(_stamps(folders)))


def rulebook() -> Rulebook:
    """The rules, with the overlays switched on; read once in a process. Raises `BadData`."""
    return _rulebook(_folders(shipped_rules.FOLDER, "rules"), settings().regions)


@lru_cache(maxsize=1)
def ladders() -> Ladders:
    """Who is chased when. Raises `BadData`."""
    return Ladders.read()


@lru_cache(maxsize=4)
def _calendar(folders: tuple[Path, ...], stamps: tuple[tuple[str, int], ...]) -> Calendar:
    return Calendar.read(*folders)


@lru_cache(maxsize=4)
def _rulebook(folders: tuple[Path, ...], regions: tuple[str, ...]) -> Rulebook:
    return Rulebook.read(*folders, regions=regions)


def _folders(shipped: Path, name: str) -> tuple[Path, ...]:
    own = settings().clock_data
    return (shipped, own / name) if own else (shipped,)


def _stamps(folders: tuple[Path, ...]) -> list[tuple[str, int]]:
    return [(str(path), path.stat().st_mtime_ns) for folder in folders for path in sorted(folder.glob("*.yaml"))]
