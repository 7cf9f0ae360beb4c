"""Migrations: each service's numbered files, run by alembic into its own schema or file."""

from __future__ import annotations

import warnings
from contextlib import closing
from importlib import resources
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from shared.db.database import Database

# SQLite builds a table again to change a column, and looks at those it refers to: their indexes are no news.
warnings.filterwarnings("ignore", message="Skipped unsupported reflection of expression-based index")
LOCK = 0x6C69616E  # "lian": one migration at a time in one PostgreSQL database


def migrate(database: Database, folder: Path) -> None:
    """Bring one service's tables to the newest numbered file in `folder`. Safe to run twice, and at once."""
    with closing(database.engine.connect()) as connection:
        if database.on_postgres:
            _wait_for_our_turn(connection)
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{database.service}"'))
        connection.commit()
        try:
            command.upgrade(_config(connection, folder), "head")
            connection.commit()
        finally:
            connection.rollback()
            if database.on_postgres:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
                connection.execute(text("RESET statement_timeout"))
                connection.commit()


def _wait_for_our_turn(connection: Connection) -> None:
    """Another replica's migration, and then our own, may take longer than any statement of a service may."""
    connection.execute(text("SET statement_timeout = 0"))
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})


def is_migrated(database: Database, folder: Path) -> bool:
    """Whether the tables are at the newest numbered file, or at a newer one of a later version."""
    newest = ScriptDirectory.from_config(_config(None, folder)).get_current_head() or ""
    with closing(database.engine.connect()) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        connection.rollback()
    return current is not None and current >= newest


def _config(connection: Connection | None, folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("shared.db") / "alembic"))
    config.set_main_option("version_locations", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    return config
