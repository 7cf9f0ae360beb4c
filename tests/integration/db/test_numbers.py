"""Numbers are counted without gaps, and a row is put in once, whoever else does so at the same time."""

import eventlet
import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, func, select
from sqlalchemy.schema import CreateTable

from shared.db import insert_if_absent, next_number

tables = MetaData()
SERIES = Table("series", tables, Column("day", String(8), primary_key=True), Column("last", Integer, nullable=False))
SEEN = Table("seen", tables, Column("name", String(8), primary_key=True))


@pytest.fixture
def database(empty_database):
    with empty_database.transaction() as session:
        for table in tables.sorted_tables:
            session.execute(CreateTable(table))
    return empty_database


def test_numbers_begin_at_one_for_each_key(database):
    with database.transaction() as session:
        numbers = [next_number(session, SERIES, {"day": day}) for day in ("mon", "mon", "tue", "mon")]

    assert numbers == [1, 2, 1, 3]


def test_a_transaction_that_fails_gives_its_number_back(database):
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        next_number(session, SERIES, {"day": "mon"})
        raise ZeroDivisionError

    with database.transaction() as session:
        assert next_number(session, SERIES, {"day": "mon"}) == 1


def test_nobody_gets_the_same_number(database):
    def take():
        with database.transaction() as session:
            eventlet.sleep(0)
            number = next_number(session, SERIES, {"day": "mon"})
            eventlet.sleep(0.002)
            return number

    numbers = [each.wait() for each in [eventlet.spawn(take) for _ in range(20)]]

    assert sorted(numbers) == list(range(1, 21))


def test_of_those_who_put_in_the_same_row_one_did(database):
    def put_in():
        with database.transaction() as session:
            new = insert_if_absent(session, SEEN, [{"name": name} for name in "abcdefgh"], "name")
            eventlet.sleep(0.005)
            return new

    news = [each.wait() for each in [eventlet.spawn(put_in) for _ in range(8)]]

    assert sorted(name for new in news for name in new) == list("abcdefgh")
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SEEN)) == 8


def test_putting_in_nothing_is_nothing(database):
    with database.transaction() as session:
        assert insert_if_absent(session, SEEN, [], "name") == set()


def test_as_many_rows_as_a_batch_holds_go_in_at_once(database):
    rows = [{"name": f"{number:04}"} for number in range(1500)]

    with database.transaction() as session:
        assert insert_if_absent(session, SEEN, rows, "name") == {row["name"] for row in rows}
        assert insert_if_absent(session, SEEN, rows, "name") == set()
