"""Whoever enters a transaction commits all of it or nothing, and who only reads cannot write."""

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.db import DatabaseAway
from tests.integration.db.conftest import Note


def test_a_transaction_commits_at_its_end(database):
    with database.transaction() as session:
        session.add(Note(number=1))

    assert numbers(database) == [1]


def test_an_error_rolls_everything_back_and_passes_as_it_is(database):
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        session.add(Note(number=1))
        session.flush()
        raise ZeroDivisionError

    assert numbers(database) == []


def test_a_statements_own_fault_passes_as_it_is(database):
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.execute(insert(Note), [{"number": 1}, {"number": 1}])

    assert numbers(database) == []


def test_who_reads_cannot_write(database):
    with pytest.raises((DBAPIError, DatabaseAway)), database.reading() as session:
        session.execute(insert(Note), [{"number": 1}])

    assert numbers(database) == []


def test_after_reading_one_can_write_again(database):
    assert numbers(database) == []

    with database.transaction() as session:
        session.execute(insert(Note), [{"number": 1}])

    assert numbers(database) == [1]


def test_what_is_read_stands_still_while_it_is_read(database):
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Note)) == 0
        with database.transaction() as other:
            other.add(Note(number=1))

    assert numbers(database) == [1]


def test_no_value_stands_in_an_error(database):
    with pytest.raises(IntegrityError) as error, database.transaction() as session:
        session.execute(insert(Note), [{"number": 1, "words": "林某"}, {"number": 1, "words": "林某"}])

    assert "林某" not in str(error.value)


def numbers(database):
    with database.reading() as session:
        return list(session.scalars(select(Note.number)))
