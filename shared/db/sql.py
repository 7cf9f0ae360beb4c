"""The few statements that need words of their own in each dialect."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Table, TextClause, func, insert, literal, literal_column, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.config import settings
from shared.db.types import Moment

AT_ONCE = timedelta(0)


def dialect_insert(session: Session, table: Table) -> Any:
    """INSERT with the ON CONFLICT clauses of the session's own dialect."""
    return (postgresql.insert if _on_postgres(session) else sqlite.insert)(table)


def _on_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def insert_rows(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, which all name the same columns, in the order given and with one statement."""
    if not rows:
        return
    if _on_postgres(session):
        session.execute(_inserting(table, tuple(rows[0]), ""), {"rows": _as_json(session, table, rows)})
    else:
        session.execute(insert(table).inline(), list(rows))


def insert_if_absent(session: Session, table: Table, rows: Sequence[dict[str, Any]], returning: str) -> set[Any]:
    """Insert rows in the order given, leave out those whose key exists; the `returning` values of the new ones.

    A concurrent transaction that holds the same key is waited for, so of two readers exactly one gets the row.
    All rows name the same columns.
    """
    if not rows:
        return set()
    if _on_postgres(session):
        statement = _inserting(table, tuple(rows[0]), f'ON CONFLICT DO NOTHING RETURNING "{returning}"')
        return set(session.execute(statement, {"rows": _as_json(session, table, rows)}).scalars())
    absent = dialect_insert(session, table).on_conflict_do_nothing().returning(table.c[returning])
    return set(session.execute(absent, list(rows)).scalars())


@cache
def _inserting(table: Table, columns: tuple[str, ...], conflict: str) -> TextClause:
    """All rows as one JSON parameter: a thousand single ones would cost more than all the rest of the statement."""
    names = ", ".join(f'"{table.c[column].name}"' for column in columns)
    return text(
        f'INSERT INTO "{table.name}" ({names}) SELECT {names} '  # noqa: S608  names of our own models
        f'FROM json_populate_recordset(NULL::"{table.name}", :rows) {conflict}'
    )


def _as_json(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> str:
    dialect = session.get_bind().dialect
    ways = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in rows[0]}
    stored = [{name: way(row[name]) if way else row[name] for name, way in ways.items()} for row in rows]
    return json.dumps(stored, ensure_ascii=False, default=str)


def next_number(session: Session, table: Table, key: dict[str, Any], count: int = 1) -> int:
    """Count up the `last` of the row with this key and give the new number: 1, 2, 3, … without gaps.

    With a `count`, so many numbers at once, of which the last is given. The row stays locked until the transaction
    ends: call it late.
    """
    statement = (
        dialect_insert(session, table)
        .values(**key, last=count)
        .on_conflict_do_update(
            index_elements=list(key), set_={"last": table.c.last + literal_column(str(int(count)))}
        )
        .returning(table.c.last)
    )
    return session.execute(statement).scalar_one()


def utc_now() -> datetime:
    """The moment, aware, in UTC, by this process's clock."""
    return datetime.now(UTC) + settings().clock_ahead + _city_ahead()


def moment(session: Session, after: timedelta = AT_ONCE) -> Any:
    """The moment, or one `after` it, by the clock that all replicas share: an expression for a statement.

    What one replica claims or puts off another one judges; their own clocks may be hours apart. SQLite serves one
    process, whose clock is the only one.
    """
    if _on_postgres(session):
        return func.clock_timestamp() + (after + _city_ahead())
    return literal(utc_now() + after, Moment())


def now_by_database(session: Session) -> datetime:
    """The moment by the clock that all replicas share, aware; asked once in a transaction."""
    if "now_by_database" not in session.info:
        session.info["now_by_database"] = session.execute(select(moment(session))).scalar_one()
    now: datetime = session.info["now_by_database"]
    return now


def _city_ahead() -> timedelta:
    """How far ahead a test has put the clock of the whole city; nothing anywhere else."""
    file = settings().city_clock
    return timedelta(seconds=int(file.read_text())) if file else AT_ONCE
