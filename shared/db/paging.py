"""Lists page by cursor (keyset): the hundredth page costs what the first costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, literal, tuple_
from sqlalchemy.orm import Session

from shared.db.types import Moment
from shared.errors import FieldProblem, InvalidFields


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursor of the next page or None."""

    rows: list[Any]
    next_cursor: str | None


def newest_first(session: Session, query: Select[Any], at: Any, key: Any, cursor: str | None, size: int) -> Page:
    """The page of `query` after `cursor`, newest first by the moment column `at`, then by `key`.

    An index on (at, key) serves it. Raises `InvalidFields` for a cursor that is none.
    """
    if cursor:
        query = query.where(tuple_(at, key) < _position(cursor, key))
    found = list(session.scalars(query.order_by(at.desc(), key.desc()).limit(size + 1)))
    if len(found) <= size:
        return Page(found, None)
    last = found[size - 1]
    return Page(found[:size], f"{getattr(last, at.key).isoformat()}_{getattr(last, key.key)}")


def numbered(session: Session, query: Select[Any], page: int, size: int) -> Page:
    """A page by its number, for desks that are worked off and stay short; the next number is the cursor."""
    found = list(session.scalars(query.offset((page - 1) * size).limit(size + 1)))
    return Page(found[:size], str(page + 1) if len(found) > size else None)


def _position(cursor: str, key: Any) -> Any:
    moment, _, value = cursor.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None or not value.isprintable():
            raise ValueError("a cursor names an aware moment and a key")
        at, typed = at.astimezone(UTC), key.type.python_type(value)
    except (ValueError, OverflowError):
        raise InvalidFields(FieldProblem("cursor", "wrong_form")) from None
    return tuple_(literal(at, Moment()), literal(typed, key.type))
