"""Every sentence about the database is proved on SQLite and on PostgreSQL."""

from contextlib import closing
from datetime import date
from itertools import count

import psycopg2
import pytest
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import CreateTable

from shared.db import Database, Moment, SealedText
from tests.support.posts import Place, environment

boxes = (f"box_{number}" for number in count())


class Base(DeclarativeBase):
    """The metadata of these tests."""


class Note(Base):
    """Something with a moment and something personal."""

    __tablename__ = "note"

    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[object | None] = mapped_column(Moment)
    due_on: Mapped[date | None]
    words: Mapped[str | None] = mapped_column(SealedText("note.words"))


@pytest.fixture(autouse=True)
def keys():
    with environment(Place("memory://", "sqlite:///var/no").environment):
        yield


@pytest.fixture(scope="session")
def postgres_url(new_database):
    return new_database("boxes")


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path}"


@pytest.fixture
def on_postgres(postgres_url):
    name = next(boxes)
    with closing(psycopg2.connect(postgres_url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
    return Database(name, postgres_url)


@pytest.fixture
def on_sqlite(sqlite_url):
    return Database(next(boxes), sqlite_url)


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def empty_database(request):
    database = request.getfixturevalue(request.param)
    yield database
    database.close()


@pytest.fixture
def database(empty_database):
    """A database with one empty table of notes."""
    with empty_database.transaction() as session:
        for table in Base.metadata.sorted_tables:
            session.execute(CreateTable(table))
    return empty_database
