"""Moments and the days of the city: what a list is narrowed to, whatever day somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from shared.clocks.deadline import HERE

FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
"""Nothing that is kept happened before the one or after the other."""


def on_days(column: Any, since: date | None, until: date | None) -> Iterator[Any]:
    """What must be true of a column of moments between two days, both included; None where nobody set a bound."""
    if since:
        yield column >= _begins(since)
    if until:
        yield column < _ends(until)


def _begins(day: date) -> datetime:
    try:
        return datetime.combine(day, time(), HERE).astimezone(UTC)
    except OverflowError:
        return FIRST


def _ends(day: date) -> datetime:
    try:
        return _begins(day + timedelta(days=1))
    except OverflowError:
        return LAST
