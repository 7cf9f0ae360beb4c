"""Migrations bring a database from any state to the newest, once, however often and by how many they are run."""

import eventlet
import pytest
from sqlalchemy import event, text

from shared.db import Database
from shared.db.migrate import LOCK, is_migrated, migrate

FIRST = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0001", None
def upgrade():
    op.create_table("toy", sa.Column("name", sa.Text))
"""
SECOND = """
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.execute("INSERT INTO toy VALUES ('bear')")
"""
BROKEN = """
from alembic import op
revision, down_revision = "0003", "0002"
def upgrade():
    op.execute("INSERT INTO toy VALUES ('duck')")
    op.execute("INSERT INTO nowhere VALUES (1)")
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "migrations 100% 迁移"
    folder.mkdir()
    (folder / "0001_toys.py").write_text(FIRST)
    return folder


def test_they_bring_a_new_database_to_the_newest(empty_database, folder):
    assert not is_migrated(empty_database, folder)

    migrate(empty_database, folder)

    assert is_migrated(empty_database, folder)
    assert toys(empty_database) == []


def test_a_second_run_changes_nothing(empty_database, folder):
    (folder / "0002_bear.py").write_text(SECOND)

    migrate(empty_database, folder)
    migrate(empty_database, folder)

    assert toys(empty_database) == ["bear"]


def test_only_what_is_new_is_run(empty_database, folder):
    migrate(empty_database, folder)
    (folder / "0002_bear.py").write_text(SECOND)
    assert not is_migrated(empty_database, folder)

    migrate(empty_database, folder)

    assert is_migrated(empty_database, folder)
    assert toys(empty_database) == ["bear"]


def test_one_that_fails_leaves_nothing_behind(empty_database, folder):
    (folder / "0002_bear.py").write_text(SECOND)
    migrate(empty_database, folder)
    (folder / "0003_broken.py").write_text(BROKEN)

    with pytest.raises(Exception, match="nowhere"):
        migrate(empty_database, folder)

    assert toys(empty_database) == ["bear"]
    assert not is_migrated(empty_database, folder)


def test_an_older_version_finds_a_newer_database_good_enough(empty_database, folder):
    newer = folder / "0002_bear.py"
    newer.write_text(SECOND)
    migrate(empty_database, folder)

    newer.unlink()

    assert is_migrated(empty_database, folder)


def test_of_several_at_once_one_runs_them(empty_database, folder):
    (folder / "0002_bear.py").write_text(SECOND)
    replicas = [Database(empty_database.service, address_of(empty_database)) for _ in range(4)]

    for each in [eventlet.spawn(migrate, replica, folder) for replica in replicas]:
        each.wait()

    assert toys(empty_database) == ["bear"]


def test_one_waits_for_a_long_one_however_long(on_postgres, folder):
    impatient = Database(on_postgres.service, address_of(on_postgres))
    event.listen(impatient.engine, "connect", be_impatient)
    with on_postgres.engine.connect() as long:
        long.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
        waiting = eventlet.spawn(migrate, impatient, folder)
        eventlet.sleep(0.3)
        long.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
        waiting.wait()

    assert toys(on_postgres) == []


def test_afterwards_the_usual_limits_hold_again(on_postgres, folder):
    migrate(on_postgres, folder)

    with on_postgres.transaction() as session:
        assert session.scalar(text("SHOW statement_timeout")) == "30s"
        assert session.scalar(text("SHOW lock_timeout")) == "10s"


def be_impatient(connection, _):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
        cursor.execute("SET statement_timeout = '100ms'")
    connection.commit()


def address_of(database):
    if database.on_postgres:
        return database.engine.url.render_as_string(hide_password=False)
    return f"sqlite:///{database.engine.url.database.rpartition('/')[0]}"


def toys(database):
    with database.reading() as session:
        return list(session.scalars(text("SELECT name FROM toy")))
