"""Work that is found by query, claimed by row lock, and done piece by piece, each in a transaction of its own.

However much there is, no transaction grows; a replica passes over what another one is at; what fails is told of in
the log and stops nothing else; what comes up in between is found by the next tick.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.db.database import Database
from shared.db.errors import DatabaseAway, RunAgain
from shared.db.sql import now_by_database

log = logging.getLogger(__name__)
BATCH = 1_000


@dataclass(frozen=True)
class Chore:
    """`do(session, row, now)` with every row of `table` that meets the conditions of `due(now)`; doing it must make
    them untrue. `key` is the column by which a row is found again."""

    name: str
    table: Any
    key: Any
    due: Callable[[datetime], tuple[Any, ...]]
    do: Callable[[Session, Any, datetime], None]


def work_off(database: Database, chores: Iterable[Chore], now: datetime | None = None) -> int:
    """Do all that is due, by the clock that all replicas share unless another `now` is given; how many were done.

    A database that is away is asked next time.
    """
    try:
        return sum(_work_off(database, chore, now or _now(database)) for chore in chores)
    except (DatabaseAway, RunAgain) as error:
        log.warning("chores wait for the database", extra={"reason": str(error)})
        return 0


def _work_off(database: Database, chore: Chore, now: datetime) -> int:
    done, last = 0, None
    while some := _some(database, chore, now, last):
        done += sum(_one(database, chore, value, now) for value in some)
        last = some[-1]
    return done


def _some(database: Database, chore: Chore, now: datetime, last: Any) -> list[Any]:
    """The keys of what is due after `last`. All that is due is found first: asked for the first keys at once,
    PostgreSQL walks through the whole table by its key and looks at every row."""
    query = select(chore.key.label("key")).where(*chore.due(now))
    after = query if last is None else query.where(chore.key > last)
    due = after.cte("due").prefix_with("MATERIALIZED", dialect="postgresql")
    with database.reading() as session:
        return list(session.scalars(select(due.c.key).order_by(due.c.key).limit(BATCH)))


def _one(database: Database, chore: Chore, value: Any, now: datetime) -> bool:
    mine = select(chore.table).where(chore.key == value, *chore.due(now))
    try:
        with database.transaction() as session:
            row = session.scalars(mine.with_for_update(of=chore.table, skip_locked=True)).one_or_none()
            if row is not None:
                chore.do(session, row, now)
            return row is not None
    except (DatabaseAway, RunAgain):
        raise
    except Exception as error:
        log.error("a chore failed", extra={"chore": chore.name, "key": str(value), "reason": type(error).__name__})
        return False


def _now(database: Database) -> datetime:
    with database.reading() as session:
        return now_by_database(session)
