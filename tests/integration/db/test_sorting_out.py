"""What went wrong with a database is told apart: it is away, run it again, or it is the statement's own fault."""

import sqlite3
from contextlib import closing
from importlib import import_module

import eventlet
import psycopg2
import pytest
from sqlalchemy import insert, make_url, text
from sqlalchemy.exc import DBAPIError

from shared.db import Database, DatabaseAway, RunAgain, sort_out
from tests.integration.db.conftest import Note

AWAY = {
    "57P01": "admin shutdown",
    "57P02": "crash shutdown",
    "57P03": "cannot connect now",
    "53300": "too many connections",
    "53100": "disk full",
    "53200": "out of memory",
    "08006": "connection failure",
    "58030": "I/O error",
}
AGAIN = {"40001": "serialization failure", "40P01": "deadlock detected", "55P03": "lock not available"}
ITS_OWN_FAULT = {
    "23505": "unique violation",
    "22001": "too long",
    "57014": "query canceled",
    "42P01": "no such table",
}


@pytest.mark.parametrize("code", AWAY, ids=AWAY.get)
def test_postgresql_is_away(on_postgres, code):
    with pytest.raises(DatabaseAway), on_postgres.transaction() as session:
        session.execute(text(raising(code)))


@pytest.mark.parametrize("code", AGAIN, ids=AGAIN.get)
def test_postgresql_asks_to_run_it_again(on_postgres, code):
    with pytest.raises(RunAgain), on_postgres.transaction() as session:
        session.execute(text(raising(code)))


@pytest.mark.parametrize("code", ITS_OWN_FAULT, ids=ITS_OWN_FAULT.get)
def test_the_statement_itself_is_wrong(on_postgres, code):
    with pytest.raises(DBAPIError), on_postgres.transaction() as session:
        session.execute(text(raising(code)))


def test_a_server_that_ends_the_connection_is_away_and_comes_back(on_postgres, postgres_url):
    with pytest.raises(DatabaseAway), on_postgres.transaction() as session:
        pid = session.scalar(text("SELECT pg_backend_pid()"))
        eventlet.spawn_after(0.1, terminate, postgres_url, pid)
        session.execute(text("SELECT pg_sleep(10)"))

    with on_postgres.transaction() as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_a_server_that_does_not_answer_is_away():
    nowhere = Database("box", "postgresql://nobody@127.0.0.1:9/nothing")

    with pytest.raises(DatabaseAway), nowhere.transaction() as session:
        session.execute(text("SELECT 1"))


def test_a_server_that_is_full_is_away(own_postgres):
    with Database("box", own_postgres.url).transaction() as session:
        session.execute(text("CREATE ROLE latecomer LOGIN CONNECTION LIMIT 0"))
    full = Database("box", make_url(own_postgres.url).set(username="latecomer").render_as_string())

    with pytest.raises(DatabaseAway), full.transaction() as session:
        session.execute(text("SELECT 1"))


def test_a_pool_in_which_nothing_becomes_free_is_away(on_sqlite):
    on_sqlite.reading_engine.pool._timeout = 0.05
    held = [on_sqlite.reading_engine.connect() for _ in range(16)]

    with pytest.raises(DatabaseAway), on_sqlite.reading() as session:
        session.execute(text("SELECT 1"))

    for each in held:
        each.close()


def test_a_file_on_a_full_disk_is_away(on_sqlite):
    with on_sqlite.transaction() as session:
        Note.__table__.create(session.connection())
        session.execute(text("PRAGMA max_page_count = 3"))

    with pytest.raises(DatabaseAway), on_sqlite.transaction() as session:
        session.execute(insert(Note), [{"number": number, "words": "林某" * 500} for number in range(20)])


def test_a_connection_that_was_cut_while_it_rested_is_replaced_unnoticed(on_postgres, postgres_url, monkeypatch):
    monkeypatch.setattr(import_module("shared.db.database"), "TRUSTED_FOR", 0)
    with on_postgres.reading() as session:
        pid = session.scalar(text("SELECT pg_backend_pid()"))
    terminate(postgres_url, pid)

    with on_postgres.transaction() as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) != pid


def test_a_file_that_another_process_locks_too_long_is_to_be_run_again(on_sqlite, monkeypatch):
    monkeypatch.setattr(import_module("shared.db.database"), "LOCK_PATIENCE", 0.05)
    with closing(sqlite3.connect(on_sqlite.engine.url.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RunAgain), on_sqlite.transaction() as session:
            session.execute(text("SELECT 1"))


def test_what_no_database_said_comes_back_as_it_is():
    error = ValueError()

    assert sort_out(error) is error


def raising(code):
    return f"DO $$ BEGIN RAISE EXCEPTION 'for a test' USING ERRCODE = '{code}'; END $$"


def terminate(url, pid):
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
