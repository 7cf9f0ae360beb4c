"""Which database addresses are understood, and which are refused because they would freeze or forget."""

import pytest
from sqlalchemy import make_url, text

from shared.config import Misconfigured
from shared.db import Database


def test_a_plain_address_gets_the_driver_that_waits_green(postgres_url):
    plain = make_url(postgres_url).set(drivername="postgresql")

    assert Database("box", plain.render_as_string(hide_password=False)).engine.driver == "psycopg2"


@pytest.mark.parametrize("driver", ["psycopg", "asyncpg", "pg8000"])
def test_any_other_driver_is_refused(driver):
    with pytest.raises(Misconfigured, match=driver):
        Database("box", f"postgresql+{driver}://somebody@db.example/city")


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_that_forgets_everything_is_refused(address):
    with pytest.raises(Misconfigured, match="forgets"):
        Database("box", address)


def test_every_service_has_a_schema_of_its_own(on_postgres):
    with on_postgres.reading() as session:
        assert session.scalar(text("SELECT current_schema()")) == on_postgres.service


def test_every_service_has_a_file_of_its_own(on_sqlite, tmp_path):
    with on_sqlite.transaction() as session:
        session.execute(text("SELECT 1"))

    assert (tmp_path / f"{on_sqlite.service}.sqlite").exists()


def test_a_commit_on_sqlite_is_on_the_disk(on_sqlite):
    with on_sqlite.transaction() as session:
        pragmas = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]

    assert pragmas == ["wal", 2, 1]


def test_no_statement_on_postgresql_waits_for_ever(on_postgres):
    with on_postgres.reading() as session:
        limits = [session.scalar(text(f"SHOW {name}_timeout")) for name in ("statement", "lock")]
        zone = session.scalar(text("SHOW timezone"))

    assert (limits, zone) == (["30s", "10s"], "UTC")
