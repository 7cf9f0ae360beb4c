"""The doors of all five services, on SQLite and on PostgreSQL, with the demo city's units and staff."""

import os
import secrets
import shutil
from contextlib import closing
from urllib.parse import urlsplit

import psycopg2
import pytest
from psycopg2.sql import SQL, Identifier

from shared.clocks import in_force
from tests.integration.doors.clocks import EVERY_YEAR
from tests.integration.doors.town import open_town, prepare, settings_for
from tests.support.posts import environment

FIRST_DAY = "doors_first_day"


@pytest.fixture(scope="session")
def sqlite_copy(tmp_path_factory):
    """Gives the address of a new folder of databases as they are on the first day."""
    first_day = tmp_path_factory.mktemp(FIRST_DAY)
    prepare(f"sqlite:///{first_day}")

    def copy():
        folder = tmp_path_factory.mktemp("town")
        shutil.copytree(first_day, folder, dirs_exist_ok=True)
        return f"sqlite:///{folder}"

    return copy


@pytest.fixture(scope="session")
def postgresql_copy(postgres):
    """Gives the address of a new database as it is on the first day."""
    first_day = f"{FIRST_DAY}_{os.getpid()}"
    prepare(postgres.new_database(first_day))

    def copy():
        name = f"town_{secrets.token_hex(6)}"
        with closing(psycopg2.connect(postgres.url)) as connection:
            connection.autocommit = True
            connection.cursor().execute(
                SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(first_day))
            )
        return urlsplit(postgres.url)._replace(path=f"/{name}").geturl()

    return copy


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def town(request):
    """The five services with nobody's matters yet, one town for each module."""
    copy = request.getfixturevalue(f"{request.param}_copy")
    with environment(settings_for(copy())), open_town() as town:
        yield town


@pytest.fixture
def operator(town):
    return town.visitor("operator")


@pytest.fixture
def office(town):
    return town.visitor("caoqiao")


@pytest.fixture
def every_year_is_announced(monkeypatch):
    """Days of years that nobody has announced yet are days of an ordinary year."""
    monkeypatch.setattr(in_force, "calendar", lambda: EVERY_YEAR)
