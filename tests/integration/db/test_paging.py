"""Lists page by cursor: every row once, newest or soonest first, whatever is added meanwhile."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from shared.db.paging import newest_first, newest_of_all, newest_of_each, soonest_first
from shared.errors import InvalidFields
from tests.integration.db.conftest import Note

NOON = datetime(2026, 10, 11, 12, tzinfo=UTC)


def test_pages_hold_every_row_once_and_the_newest_first(database):
    add(database, *((number, NOON + timedelta(microseconds=number // 3)) for number in range(25)))

    pages = list(all_pages(database, size=4))

    assert [len(page) for page in pages] == [4, 4, 4, 4, 4, 4, 1]
    assert [number for page in pages for number in page] == list(reversed(range(25)))


@pytest.mark.parametrize("parts", [[], [3], [3, 7]])
def test_lists_that_have_nothing_in_common_are_one_list(database, parts):
    add(database, *((number, NOON + timedelta(microseconds=number // 3)) for number in range(25)))
    queries = [select(Note).where(Note.number % 10 == part) for part in parts]
    queries.append(select(Note).where((Note.number % 10).not_in(parts)))
    pages, cursor = [], None
    while not pages or cursor:
        with database.reading() as session:
            page = newest_of_all(session, queries, Note.at, Note.number, cursor, 4)
        pages.append([row.number for row in page.rows])
        cursor = page.next_cursor
    assert [len(page) for page in pages] == [4, 4, 4, 4, 4, 4, 1]
    assert [number for page in pages for number in page] == list(reversed(range(25)))


def test_what_is_added_meanwhile_moves_nothing(database):
    add(database, *((number, NOON) for number in range(1, 9)))
    first = page_of(database, None, 4)

    add(database, (100, NOON + timedelta(days=1)))

    assert [row.number for row in page_of(database, first.next_cursor, 4).rows] == [4, 3, 2, 1]


def test_a_last_page_that_is_full_is_the_last(database):
    add(database, *((number, NOON) for number in range(1, 5)))

    assert page_of(database, None, 4).next_cursor is None


def test_an_empty_list_is_one_empty_page(database):
    page = page_of(database, None, 4)

    assert (page.rows, page.next_cursor) == ([], None)


@pytest.mark.parametrize(
    "cursor",
    ["x", "_", "2026-10-11T12:00:00_1", f"{NOON}", f"{NOON}_x", f"{NOON}_1\x00", "0001-01-01T00:00:00+14:00_1"],
)
def test_a_cursor_that_is_none_is_refused(database, cursor):
    with pytest.raises(InvalidFields):
        page_of(database, cursor, 4)


def add(database, *notes):
    with database.transaction() as session:
        session.add_all(Note(number=number, at=at) for number, at in notes)


def page_of(database, cursor, size):
    with database.reading() as session:
        return newest_first(session, select(Note), Note.at, Note.number, cursor, size)


def all_pages(database, size):
    cursor = None
    while True:
        page = page_of(database, cursor, size)
        yield [row.number for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return


def test_what_is_found_by_any_of_several_ways_is_paged_as_one_list(database):
    add(database, *((number, NOON + timedelta(microseconds=number // 4)) for number in range(40)))
    ways = (Note.number % 2 == 0, Note.number % 3 == 0, Note.number < 0)
    pages, cursor = [], None
    while not pages or cursor:
        by_number = Note.at, Note.number, cursor, 4
        mine = Note.number.in_(newest_of_each(select(Note).where(Note.number != 6), ways, *by_number))
        with database.reading() as session:
            page = newest_first(session, select(Note).where(mine), *by_number)
            pages.append([row.number for row in page.rows])
        cursor = page.next_cursor
    wanted = [n for n in reversed(range(40)) if (n % 2 == 0 or n % 3 == 0) and n != 6]
    assert [number for page in pages for number in page] == wanted
    assert {len(page) for page in pages[:-1]} == {4}


DAYS = [date(2026, 10, 12), None, date(2026, 10, 11)]


def test_what_is_due_first_stands_first_and_what_has_no_day_last(database):
    with database.transaction() as session:
        session.add_all(Note(number=n, at=NOON + timedelta(hours=n // 9), due_on=DAYS[n % 3]) for n in range(25))

    pages = list(all_soonest(database, size=4))

    assert [len(page) for page in pages] == [4, 4, 4, 4, 4, 4, 1]
    told = [number for page in pages for number in page]
    assert told == sorted(range(25), key=lambda n: (DAYS[n % 3] or date.max, n // 9, n))


@pytest.mark.parametrize("cursor", ["x", "2026-10-11", f"2026-13-11_{NOON}_1", f"_{NOON}_1", f"2026-10-11_{NOON}_x"])
def test_a_cursor_of_a_day_that_is_none_is_refused(database, cursor):
    with pytest.raises(InvalidFields), database.reading() as session:
        soonest_first(session, select(Note), Note.due_on, Note.at, Note.number, cursor, 4)


def all_soonest(database, size):
    cursor = None
    while True:
        with database.reading() as session:
            page = soonest_first(session, select(Note), Note.due_on, Note.at, Note.number, cursor, size)
            yield [row.number for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return
