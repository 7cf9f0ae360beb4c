"""The few statements that need words of their own in each dialect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, func, literal, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.config import settings
from shared.db.types import Moment

AT_ONCE = timedelta(0)


def dialect_insert(session: Session, table: Table) -> Any:
    """INSERT with the ON CONFLICT clauses of the session's own dialect."""
    on_postgres = session.get_bind().dialect.name == "postgresql"
    return (postgresql.insert if on_postgres else sqlite.insert)(table)


def insert_if_absent(session: Session, table: Table, rows: Sequence[dict[str, Any]], returning: str) -> set[Any]:
    """Insert rows in the order given, leave out those whose key exists; the `returning` values of the new ones.

    A concurrent transaction that holds the same key is waited for, so of two readers exactly one gets the row.
    """
    if not rows:
        return set()
    statement = dialect_insert(session, table).on_conflict_do_nothing().returning(table.c[returning])
    return set(session.execute(statement, list(rows)).scalars())


def next_number(session: Session, table: Table, key: dict[str, Any]) -> int:
    """Count up the `last` of the row with this key and give the new number: 1, 2, 3, … without gaps.

    The row stays locked until the transaction ends: call it late.
    """
    statement = (
        dialect_insert(session, table)
        .values(**key, last=1)
        .on_conflict_do_update(index_elements=list(key), set_={"last": table.c.last + literal_column("1")})
        .returning(table.c.last)
    )
    return session.execute(statement).scalar_one()


def utc_now() -> datetime:
    """The moment, aware, in UTC, by this process's clock."""
    return datetime.now(UTC) + settings().clock_ahead


def moment(session: Session, after: timedelta = AT_ONCE) -> Any:
    """The moment, or one `after` it, by the clock that all replicas share: an expression for a statement.

    What one replica claims or puts off another one judges; their own clocks may be hours apart. SQLite serves one
    process, whose clock is the only one.
    """
    if session.get_bind().dialect.name == "postgresql":
        return func.clock_timestamp() + after
    return literal(utc_now() + after, Moment())


def now_by_database(session: Session) -> datetime:
    """The moment by the clock that all replicas share, aware; asked once in a transaction."""
    if "now_by_database" not in session.info:
        session.info["now_by_database"] = session.execute(select(moment(session))).scalar_one()
    now: datetime = session.info["now_by_database"]
    return now
