"""The calendar, the rulebook and the ladders of this deployment: what is shipped, and what its own folder adds.

`LIANDONG_CLOCK_DATA` may name a folder with `calendars/`, `rules/` and `ladders.yaml`: a new year's notice can be put
there without a new version. `LIANDONG_REGIONS` switches on overlays (`zhejiang`).
"""

from __future__ import annotations

import logging
import time
from functools import lru_cache
from pathlib import Path

from shared.clocks import calendar as shipped_calendar
from shared.clocks import rulebook as shipped_rules
from shared.clocks.calendar import Calendar
from shared.clocks.ladders import FILE as SHIPPED_LADDERS
from shared.clocks.ladders import Ladders
from shared.clocks.rulebook import Rulebook
from shared.clocks.sources import BadData
from shared.config import Misconfigured, settings

log = logging.getLogger(__name__)
LOOKS_EVERY = 1.0  # seconds: a desk draws many clocks, and a notice comes once a year
_looked_at: dict[tuple[Path, ...], float] = {}
_last_good: dict[tuple[Path, ...], Calendar] = {}


def calendar() -> Calendar:
    """The calendar as the files are now: a file that arrives counts within a second.

    One that cannot be read is told of in the log, and what was known before goes on to count; raises `BadData` only
    where nothing was known before.
    """
    folders = _folders(shipped_calendar.FOLDER, "calendars")
    if (known := _last_good.get(folders)) and time.monotonic() < _looked_at.get(folders, 0) + LOOKS_EVERY:
        return known
    _looked_at[folders] = time.monotonic()
    try:
        _last_good[folders] = _calendar(folders, tuple(_stamps(folders)))
    except BadData as error:
        if folders not in _last_good:
            raise
        log.error("calendar file refused", extra={"reason": str(error)})
    return _last_good[folders]


def rulebook() -> Rulebook:
    """The rules, with the overlays switched on; read once in a process. Raises `BadData` and `Misconfigured`."""
    return _rulebook(_folders(shipped_rules.FOLDER, "rules"), settings().regions)


def check() -> None:
    """Read everything once, so that a mistake is told before anybody is served. Raises as the others do."""
    for read in (calendar, rulebook, ladders):
        read()


def ladders() -> Ladders:
    """Who is chased when: the shipped ones, or those of the own folder's `ladders.yaml`. Raises `BadData`."""
    own = settings().clock_data
    path = own / SHIPPED_LADDERS.name if own else SHIPPED_LADDERS
    return _ladders(path if path.exists() else SHIPPED_LADDERS)


@lru_cache(maxsize=4)
def _ladders(path: Path) -> Ladders:
    return Ladders.read(path)


@lru_cache(maxsize=4)
def _calendar(folders: tuple[Path, ...], stamps: tuple[tuple[str, int], ...]) -> Calendar:
    return Calendar.read(*folders)


@lru_cache(maxsize=4)
def _rulebook(folders: tuple[Path, ...], regions: tuple[str, ...]) -> Rulebook:
    book = Rulebook.read(*folders, regions=regions)
    if unknown := set(regions) - {rule.region for rule in book.rules}:
        raise Misconfigured(f"LIANDONG_REGIONS names {', '.join(sorted(unknown))}, which no rule is of")
    return book


def _folders(shipped: Path, name: str) -> tuple[Path, ...]:
    own = settings().clock_data
    return (shipped, own / name) if own else (shipped,)


def _stamps(folders: tuple[Path, ...]) -> list[tuple[str, int]]:
    return [(str(path), path.stat().st_mtime_ns) for folder in folders for path in sorted(folder.glob("*.yaml"))]
