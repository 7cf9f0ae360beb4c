"""One service's database: PostgreSQL schema or SQLite file, reading and writing transactions."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import Session

from shared.config import Misconfigured, settings
from shared.crash import crash_point
from shared.db.errors import sort_out

LOCK_PATIENCE = 10.0
POOL_PATIENCE = 10.0
TRUSTED_FOR = 1.0


class Database:
    """`Database("intake", url)`; `url` is `sqlite:///folder` (a file per service) or `postgresql://…` (a schema).

    Under eventlet neither dialect blocks other green threads: psycopg2 waits through the hub, and SQLite is
    never entered by two writers at once (its own waiting would freeze the whole process).
    """

    def __init__(self, service: str, url: str) -> None:
        self.service = service
        parsed = make_url(url)
        self.on_postgres = parsed.get_backend_name() == "postgresql"
        self.engine = _postgres(parsed, service) if self.on_postgres else _sqlite(parsed, service, writes=True)
        self.reading_engine = self.engine if self.on_postgres else _sqlite(parsed, service, writes=False)
        self._one_writer = threading.Lock()
        self._after_publishing: list[Callable[[], None]] = []

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A writing transaction: commits at the end, rolls back on any error.

        Raises `DatabaseAway` and `RunAgain` for what the database itself did; other errors pass as they are.
        """
        with self._writing(), self._session(self.engine) as session:
            yield session
            session.flush()
            for last_words in session.info.get("before_commit", ()):
                last_words(session)
            crash_point("before_commit")
            session.commit()
            published = session.info.get("published")
        crash_point("after_commit")
        if published:
            for ring in self._after_publishing:
                ring()

    @contextmanager
    def beside(self) -> Iterator[Session | None]:
        """A short transaction while a long one of this process is open: what it writes is seen at once. None on
        SQLite, which has one writer: there nothing can be told until the long one has ended."""
        if not self.on_postgres:
            yield None
            return
        with self.transaction() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that cannot write. Never waits for a writer."""
        with self._session(self.reading_engine) as session:
            if self.on_postgres:
                session.connection(execution_options={"postgresql_readonly": True})
            yield session

    def after_publishing(self, ring: Callable[[], None]) -> None:
        """Have `ring` called after every commit that put events into the outbox."""
        self._after_publishing.append(ring)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self.reading_engine.dispose()

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        session = Session(engine, expire_on_commit=False, info={"service": self.service})
        try:
            yield session
        except Exception as error:
            sorted_out = sort_out(error)
            if sorted_out is error:
                raise
            raise sorted_out from error
        finally:
            session.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.on_postgres:
            yield
            return
        with self._one_writer:
            yield


_databases: dict[str, Database] = {}


def database(service: str) -> Database:
    """This process's database of a service, opened at first use with the address from the settings."""
    if service not in _databases:
        _databases[service] = Database(service, settings().database_url)
    return _databases[service]


def close_databases() -> None:
    """Close them all: at the end of a process, and between tests."""
    for opened in _databases.values():
        opened.close()
    _databases.clear()


def _postgres(url: URL, service: str) -> Engine:
    if url.drivername == "postgresql":
        # SQLAlchemy reads a bare postgresql:// as psycopg 3, which blocks every green thread of the process.
        url = url.set(drivername="postgresql+psycopg2")
    if url.drivername != "postgresql+psycopg2":
        raise Misconfigured(f"LIANDONG_DATABASE_URL names {url.drivername}; only psycopg2 waits without blocking")
    options = (
        f"-csearch_path={service} -cstatement_timeout=30s -clock_timeout=10s "
        "-cidle_in_transaction_session_timeout=60s -ctimezone=UTC"
    )
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=8,
        pool_timeout=POOL_PATIENCE,
        hide_parameters=True,
        connect_args={"options": options, "connect_timeout": 5, "application_name": f"liandong {service}"},
    )
    _ask_after_a_rest(engine)
    return engine


def _ask_after_a_rest(engine: Engine) -> None:
    """A pooled connection that was idle for a moment is asked whether it still lives, and replaced if not. Asking at
    every checkout would cost a small transaction a tenth of its time."""

    @event.listens_for(engine, "checkin")
    def remember(_: Any, record: Any) -> None:
        record.info["rested_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask(connection: Any, record: Any, _: Any) -> None:
        if time.monotonic() - record.info.pop("rested_since", math.inf) < TRUSTED_FOR:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _sqlite(url: URL, service: str, *, writes: bool) -> Engine:
    folder = Path(url.database or "")
    if url.database in (None, "", ":memory:"):
        raise Misconfigured("SQLite in memory forgets everything: name a folder, sqlite:///var/db")
    folder.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        f"sqlite:///{folder / service}.sqlite",
        pool_size=1 if writes else 8,
        max_overflow=0 if writes else 8,
        pool_timeout=POOL_PATIENCE,
        hide_parameters=True,
        connect_args={"timeout": 0, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
            connection.execute(f"PRAGMA {pragma}")
        if not writes:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if writes:
            _begin_immediate(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock; where another process holds it, wait outside SQLite so that green threads go on."""
    deadline = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        except OperationalError as error:
            if "locked" not in str(error.orig) or time.monotonic() > deadline:
                raise
            time.sleep(0.005)
