"""Whoever waits for a database waits alone: the other green threads of the process go on."""

import subprocess
import sys
import time
from contextlib import contextmanager

import eventlet
import pytest
from sqlalchemy import func, insert, select, text

from tests.integration.db.conftest import Note

HOLD_THE_WRITE_LOCK = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
connection.execute("INSERT INTO note (number) VALUES (1000)")
print("held", flush=True)
time.sleep(0.5)
connection.execute("COMMIT")
"""


def test_a_slow_query_holds_up_nobody_else(on_postgres):
    with ticking() as ticks:
        slow = [eventlet.spawn(sleep_in, on_postgres, 0.5) for _ in range(5)]
        began = time.monotonic()
        for each in slow:
            each.wait()

    assert time.monotonic() - began < 1.5
    assert len(ticks) > 20


def test_a_writer_holds_up_no_reader(database):
    with database.transaction() as session:
        session.execute(insert(Note), [{"number": 1}])

        assert eventlet.spawn(count, database).wait() == 0

    assert count(database) == 1


def test_writers_of_one_process_take_turns(database):
    def write(number):
        with database.transaction() as session:
            session.execute(insert(Note), [{"number": number}])
            eventlet.sleep(0.01)

    for each in [eventlet.spawn(write, number) for number in range(20)]:
        each.wait()

    assert count(database) == 20


def test_a_writer_waits_green_for_the_writer_of_another_process(on_sqlite):
    with on_sqlite.transaction() as session:
        Note.__table__.create(session.connection())
    with another_process_holding(on_sqlite), ticking() as ticks:
        assert count(on_sqlite) == 0
        with on_sqlite.transaction() as session:
            session.execute(insert(Note), [{"number": 1}])

    assert len(ticks) > 5
    assert count(on_sqlite) == 2


@pytest.mark.parametrize("how", ["reading", "transaction"])
def test_a_green_thread_that_is_killed_gives_its_connection_back(on_postgres, how):
    def read_for_ever():
        with getattr(on_postgres, how)() as session:
            session.execute(text("SELECT pg_sleep(60)"))

    for _ in range(20):
        each = eventlet.spawn(read_for_ever)
        eventlet.sleep(0.01)
        each.kill()

    with on_postgres.reading() as session:
        assert session.scalar(select(1)) == 1


def sleep_in(database, seconds):
    with database.reading() as session:
        session.execute(select(func.pg_sleep(seconds)))


def count(database):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Note))


@contextmanager
def ticking():
    ticks = []

    def tick():
        while True:
            eventlet.sleep(0.01)
            ticks.append(time.monotonic())

    clock = eventlet.spawn(tick)
    yield ticks
    clock.kill()


@contextmanager
def another_process_holding(database):
    command = [sys.executable, "-c", HOLD_THE_WRITE_LOCK, database.engine.url.database]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield
    assert process.returncode == 0
