"""The servers of this folder's tests: one broker and one database server for all, one of each to be maltreated."""

import secrets
from contextlib import closing

import eventlet
import psycopg2
import pytest
from psycopg2.sql import SQL, Identifier

from tests.support import servers
from tests.support.servers import Broker, Postgres, or_skip

TOO_LONG = 90


@pytest.fixture(autouse=True)
def no_test_hangs():
    with eventlet.Timeout(TOO_LONG, TimeoutError(f"the test did not end within {TOO_LONG} s")):
        yield


@pytest.fixture(scope="session")
def broker_url():
    """For tests that only use a broker."""
    with or_skip(servers.broker) as broker:
        yield broker.url


@pytest.fixture(scope="session")
def postgres():
    """For tests that only use a database server: `postgres.new_database("mine")`."""
    with or_skip(lambda: servers.postgres(fsync=False)) as postgres:
        yield postgres


@pytest.fixture(scope="session")
def new_database(postgres):
    """Makes an empty database for this run alone: `new_database("toys")` gives its address."""
    made = []

    def make(name):
        made.append(f"{name}_{secrets.token_hex(4)}")
        return postgres.new_database(made[-1])

    yield make
    with closing(psycopg2.connect(postgres.url)) as connection:
        connection.autocommit = True
        for name in made:
            connection.cursor().execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture(scope="session")
def own_broker():
    """For tests that stop, kill or configure it; they leave it running."""
    with or_skip(Broker) as broker:
        yield broker


@pytest.fixture(scope="session")
def own_postgres():
    """For tests that stop or kill it; they leave it running."""
    with or_skip(lambda: Postgres(fsync=False)) as postgres:
        yield postgres
