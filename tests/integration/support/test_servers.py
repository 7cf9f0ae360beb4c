"""The servers that other tests stand on keep what they were given."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from kombu import Connection, Queue

from tests.support.servers import DATABASE_URL, Broker, NotOurs, Postgres, or_skip, postgres

A_SERVER_THAT_NAPS = """
from tests.support.private import PrivateServer
server = PrivateServer("Nap")
print(server.folder, server.spawn("sleep", 600).pid, flush=True)
input()
"""


@pytest.fixture(scope="module")
def broker():
    with or_skip(Broker) as broker:
        yield broker


@pytest.fixture(scope="module")
def own_postgres():
    with or_skip(Postgres) as own_postgres:
        yield own_postgres


def test_a_durable_message_survives_the_death_of_its_broker(broker):
    url = broker.new_vhost("死而复生 / again")
    queue = Queue("matters", durable=True)
    with Connection(url, transport_options={"confirm_publish": True}) as connection:
        queue = queue(connection.default_channel)
        queue.declare()
        connection.Producer().publish("kept", routing_key=queue.name, delivery_mode="persistent")

    broker.kill()
    broker.start()

    with Connection(url) as connection:
        assert queue.bind(connection.default_channel).get().payload == "kept"


def test_a_committed_row_survives_an_immediate_stop_and_a_kill(own_postgres):
    url = own_postgres.new_database("死而复生 / again")
    run_sql(url, "CREATE TABLE matter (no text)")

    run_sql(url, "INSERT INTO matter VALUES ('one')")
    own_postgres.stop("immediate")
    own_postgres.start()
    run_sql(url, "INSERT INTO matter VALUES ('two')")
    own_postgres.kill()
    own_postgres.start()

    assert run_sql(url, "SELECT no FROM matter ORDER BY no") == [("one",), ("two",)]


def test_a_server_named_in_the_environment_is_never_stopped(monkeypatch):
    monkeypatch.setenv(DATABASE_URL, "postgresql://somebody@db.example/theirs")

    with pytest.raises(NotOurs, match="lent"):
        postgres().stop()


def test_nothing_stays_behind_when_the_tests_themselves_are_killed():
    owner = subprocess.Popen(
        [sys.executable, "-c", A_SERVER_THAT_NAPS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with owner:
        folder, pid = owner.stdout.readline().split()
        os.kill(owner.pid, signal.SIGKILL)

    assert comes_true(lambda: not Path(folder).exists() and not is_alive(int(pid)))


def run_sql(url, statement):
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def comes_true(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
