"""Lists page by cursor (keyset): the hundredth page costs what the first costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date, Select, func, literal, literal_column, select, tuple_, union
from sqlalchemy.orm import Session

from shared.db.types import Moment
from shared.errors import FieldProblem, InvalidFields

FAR = date.max


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursor of the next page or None."""

    rows: list[Any]
    next_cursor: str | None


def newest_first(session: Session, query: Select[Any], at: Any, key: Any, cursor: str | None, size: int) -> Page:
    """The page of `query` after `cursor`, newest first by the moment column `at`, then by `key`.

    An index on (at, key) serves it. Raises `InvalidFields` for a cursor that is none.
    """
    return cut(_newest(session, query, at, key, cursor, size + 1), at, key, size)


def newest_of_all(
    session: Session, queries: Sequence[Select[Any]], at: Any, key: Any, cursor: str | None, size: int
) -> Page:
    """The same for several queries that have no row in common, where each has an index that the others have not."""
    found = [row for query in queries for row in _newest(session, query, at, key, cursor, size + 1)]
    found.sort(key=lambda row: (getattr(row, at.key), getattr(row, key.key)), reverse=True)
    return cut(found, at, key, size)


def cut(found: list[Any], at: Any, key: Any, size: int) -> Page:
    """The first page of what was found, newest first by `at`, then by `key`: its cursor is for `newest_first`."""
    if len(found) <= size:
        return Page(found, None)
    last = found[size - 1]
    return Page(found[:size], f"{getattr(last, at.key).isoformat()}_{getattr(last, key.key)}")


def further_on(at: Any, key: Any, cursor: str) -> Any:
    """What stands after `cursor` in a `newest_first` list. Raises `InvalidFields` for a cursor that is none."""
    return tuple_(at, key) < _position(cursor, key)


def newest_of_each(query: Select[Any], ways: Iterable[Any], at: Any, key: Any, cursor: str | None, size: int) -> Any:
    """The keys of a `newest_first` page of what `query` finds by any of several `ways`, and of some more.

    For `query.where(or_(*ways))` one index after the other cannot be asked; here each way gives its own newest, by an
    index that begins with what it compares and goes on with (at, key). Use: `key.in_(newest_of_each(…))`.
    """
    if cursor:
        query = query.where(further_on(at, key, cursor))
    found = query.with_only_columns(key.label("key")).order_by(at.desc(), key.desc()).limit(size + 1)
    return union(*(select(found.where(way).subquery().c.key) for way in ways))


def soonest_first(
    session: Session, query: Select[Any], due: Any, at: Any, key: Any, cursor: str | None, size: int
) -> Page:
    """The page of `query` after `cursor`: what is due first by the day column `due`, what has no day last; then the
    oldest by the moment column `at`, then by `key`.

    An index on (`undated_last(due)`, at, key) serves it. Raises `InvalidFields` for a cursor that is none.
    """
    by_day = undated_last(due)
    if cursor:
        told, _, position = cursor.partition("_")
        query = query.where(tuple_(by_day, at, key) > tuple_(_day(told), *_place(position, key)))
    found = list(session.scalars(query.order_by(by_day, at, key).limit(size + 1)))
    if len(found) <= size:
        return Page(found, None)
    last = found[size - 1]
    day = getattr(last, due.key) or FAR
    return Page(found[:size], f"{day.isoformat()}_{getattr(last, at.key).isoformat()}_{getattr(last, key.key)}")


def undated_last(due: Any) -> Any:
    """A day by which to sort a column of days: the last there is, where the column has none."""
    return func.coalesce(due, literal_column(f"'{FAR.isoformat()}'"))


def numbered(session: Session, query: Select[Any], page: int, size: int) -> Page:
    """A page by its number, for desks that are worked off and stay short; the next number is the cursor."""
    found = list(session.scalars(query.offset((page - 1) * size).limit(size + 1)))
    return Page(found[:size], str(page + 1) if len(found) > size else None)


def moment_of(cursor: str, key: Any) -> Any:
    """The moment at which a `newest_first` list goes on. Raises `InvalidFields` for a cursor that is none."""
    return _place(cursor, key)[0]


def _newest(session: Session, query: Select[Any], at: Any, key: Any, cursor: str | None, most: int) -> list[Any]:
    if cursor:
        query = query.where(further_on(at, key, cursor))
    return list(session.scalars(query.order_by(at.desc(), key.desc()).limit(most)))


def _position(cursor: str, key: Any) -> Any:
    return tuple_(*_place(cursor, key))


def _day(told: str) -> Any:
    try:
        return literal(date.fromisoformat(told), Date())
    except ValueError:
        raise InvalidFields(FieldProblem("cursor", "wrong_form")) from None


def _place(cursor: str, key: Any) -> tuple[Any, Any]:
    moment, _, value = cursor.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None or not value.isprintable():
            raise ValueError("a cursor names an aware moment and a key")
        at, typed = at.astimezone(UTC), key.type.python_type(value)
    except (ValueError, OverflowError):
        raise InvalidFields(FieldProblem("cursor", "wrong_form")) from None
    return literal(at, Moment()), literal(typed, key.type)
