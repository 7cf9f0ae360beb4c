"""Many matters out of some: rows that real services wrote, cloned inside PostgreSQL with keys of their own.

A clone has the texts, the places and the course of its original, lies back in time by so many hours, and its events
are as retention leaves them: settled, without a body. Follows whatever tables and columns there are.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing

import psycopg2

SERVICES = ("intake", "routing", "legalaid", "notify", "console")
PER_SHIFT = "8 hours"
SPAN = 1_000_000
NUMBERED_BEHIND = f"SELECT setval(pg_get_serial_sequence('{{0}}.outbox', 'position'), {10_000 * SPAN})"
NAMES = 200
WEEK_OF = "to_char({} AT TIME ZONE 'UTC', '\"@\"IYYY-IW')"
OF_MATTERS = r"~ '^[A-Z]{2}-\d{8}-\d{4,9}$'"
NUMBERS = ("matter_no", "same_as")
POST = ("outbox", "settlement")
EVENT_IDS = ("event_id", "cause")
NEVER_SHIFTED = ("next_rung_at", "next_attempt_at")
COLUMNS = """
SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = ANY(%s) AND is_generated = 'NEVER' ORDER BY table_schema, table_name, ordinal_position
"""
INDEXES = """
SELECT schemaname || '.' || indexname, indexdef FROM pg_indexes
WHERE schemaname = ANY(%s) AND indexdef NOT LIKE 'CREATE UNIQUE%%' AND tablename = ANY(%s)
"""
FORGET_INDEXES_FROM = 500
COMPARED = ("text_band", "matter_to_compare", "repeat_candidate", "repeat_answer", "early_warning")
"""What says which matters are alike: a thousand clones that all are, no city has."""


class Clones:
    """`Clones(url)` remembers the rows there are as originals; `grow(9)` adds nine clones of each, `grow(99)` ninety
    more."""

    def __init__(self, url: str, services: Sequence[str] = SERVICES) -> None:
        self.url, self.services, self.last = url, list(services), 0
        self.tables: dict[tuple[str, str], dict[str, str]] = {}
        for schema, table, column, kind in self._ask(COLUMNS, self.services):
            self.tables.setdefault((schema, table), {})[column] = kind
        self.tables = {name: columns for name, columns in self.tables.items() if _is_of_matters(name[1], columns)}
        self._do("DROP SCHEMA IF EXISTS originals CASCADE", "CREATE SCHEMA originals", *map(self._kept, self.tables))
        self._do(*map(NUMBERED_BEHIND.format, self.services))

    def grow(self, clones: int) -> None:
        """Bring every original to so many clones."""
        indexes = self._indexes() if clones - self.last >= FORGET_INDEXES_FROM else {}
        statements = [self._cloned(name, self.last + 1, clones) for name in self.tables]
        analyzed = [f"VACUUM ANALYZE {schema}.{table}" for schema, table in self.tables]
        self._do(*(f"DROP INDEX {name}" for name in indexes))
        self._do("SET session_replication_role = replica", *statements)
        self._do("SET maintenance_work_mem = '1GB'", *indexes.values(), *analyzed)
        self.last = clones

    def _kept(self, name: tuple[str, str]) -> str:
        schema, table = name
        where = f"WHERE subject {OF_MATTERS}" if table in POST else ""
        return f"CREATE UNLOGGED TABLE originals.{schema}_{table} AS SELECT * FROM {schema}.{table} {where}"

    def _cloned(self, name: tuple[str, str], first: int, last: int) -> str:
        schema, table = name
        columns = self.tables[name]
        values = ", ".join(_value(table, column, kind) for column, kind in columns.items())
        return (
            f"INSERT INTO {schema}.{table} ({', '.join(columns)}) SELECT {values} "
            f"FROM originals.{schema}_{table} o, generate_series({first}, {last}) k"
        )

    def _indexes(self) -> dict[str, str]:
        return dict(self._ask(INDEXES, self.services, [table for _, table in self.tables]))

    def _ask(self, statement: str, *values: object) -> list[tuple[str, ...]]:
        with closing(psycopg2.connect(self.url)) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    def _do(self, *statements: str) -> None:
        with closing(psycopg2.connect(self.url)) as connection:
            connection.autocommit = True
            for statement in statements:
                connection.cursor().execute(statement)


def _is_of_matters(table: str, columns: dict[str, str]) -> bool:
    if table in COMPARED:
        return False
    return table in POST or "uuid" in columns.values() or not columns.keys().isdisjoint(NUMBERS)


def _value(table: str, column: str, kind: str) -> str:
    if kind == "uuid":
        return f"md5(o.{column}::text || k)::uuid"
    if column in NUMBERS or (table in POST and column == "subject"):
        return f"o.{column} || lpad(k::text, 5, '0')"
    if column in EVENT_IDS:
        return f"md5(o.{column} || k)::uuid::text"
    if column == "query_code_index":
        return f"md5(o.{column} || k)"
    if column in ("phone_index", "id_number_index"):
        return _shared_by_some(column, "k >> (ascii(o.{0}) % 6)")
    if column == "name_index":
        return _shared_by_some(column, f"k % {NAMES}")
    if column in ("position", "sequence"):
        return f"o.{column} + k::bigint * {SPAN}"
    if kind == "timestamp with time zone" and column not in NEVER_SHIFTED:
        return _shifted(column)
    if (table, column) == ("matter_words", "pairs"):
        was, lies_back = (WEEK_OF.format(at) for at in ("o.registered_at", _shifted("registered_at")))
        return f"ts_delete(o.pairs, {was}) || array_to_tsvector(ARRAY[{lies_back}])"
    if (table, column) == ("outbox", "data"):
        return "''"
    if (table, column) == ("outbox", "data_hash"):
        return "md5(o.event_id) || md5(o.type)"
    return f"o.{column}"


def _shifted(column: str) -> str:
    return f"(o.{column} - k * interval '{PER_SHIFT}')"


def _shared_by_some(column: str, who: str) -> str:
    """Many persons call once, some are known here for years: clones of the same group have the same caller."""
    group = who.format(column)
    return f"CASE WHEN {group} = 0 THEN o.{column} ELSE md5(o.{column} || ({group})) END"


def rows_of(url: str, services: Sequence[str] = SERVICES) -> Iterator[tuple[str, int]]:
    """Each service's rows, as PostgreSQL estimates them."""
    counts: dict[str, int] = defaultdict(int)
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname, c.reltuples::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind = 'r' AND n.nspname = ANY(%s)",
            (list(services),),
        )
        for schema, rows in cursor:
            counts[schema] += max(rows, 0)
    yield from counts.items()
