"""The tables that the migrations make are the tables that the models describe."""

import importlib
import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from shared.directory import DirectoryBase
from shared.messaging.services import migrations_of, service_classes
from shared.messaging.tables import PostBase
from shared.web.idempotency import IdempotencyBase
from tests.house.sources import calls, name, python_files, tree

EACH = pytest.mark.parametrize("service", sorted(service_classes()))


def described(service):
    """Everything that must be in the schema of a service."""
    own = importlib.import_module(f"services.{service}.models").Base
    return [base.metadata for base in (own, PostBase, DirectoryBase, IdempotencyBase)]


@EACH
def test_the_migrations_are_in_line_with_the_models(databases, service):
    with databases[service].engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, described(service))
        connection.rollback()
    assert not differences, (
        f"{service}: models.py and migrations/ differ: {differences}. Write the next numbered migration "
        "(0002_what_changes.py); never change one that has been released"
    )


@EACH
def test_partial_indexes_are_the_same_too(databases, service):
    with databases[service].engine.connect() as connection:
        made = dict(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index'").all())
        connection.rollback()
    for metadata in described(service):
        for index in (index for table in metadata.tables.values() for index in table.indexes):
            wanted = index.dialect_options["sqlite"]["where"]
            got = re.search(r"WHERE (.*)$", made[index.name] or "")
            assert (str(wanted) if wanted is not None else None) == (got and got[1]), f"{service}: index {index.name}"


@EACH
def test_migrations_are_numbered_without_a_gap_and_each_follows_the_one_before(service):
    files = sorted(path for path in migrations_of(service).glob("*.py"))
    assert [path.name[:5] for path in files] == [f"{number:04d}_" for number in range(1, len(files) + 1)]
    revisions = [assigned(path, "revision") for path in files]
    assert revisions == [path.name[:4] for path in files]
    assert [assigned(path, "down_revision") for path in files] == [None, *revisions][: len(files)]


def assigned(path, variable):
    [value] = [
        node.value.value
        for node in tree(path).body
        if getattr(node, "targets", None) and node.targets[0].id == variable
    ]
    return value


def test_tables_are_made_by_migrations_only():
    makers = ("create_all", "drop_all")
    wrong = [
        f"{name(path)}:{line}"
        for path in python_files("services", "shared", "tests")
        for line, call in calls(path)
        if call.rpartition(".")[2] in makers
    ]
    assert not wrong, f"{wrong} make tables behind the migrations' back: call shared.db.migrate.migrate, in tests too"
