"""Moments are aware, in UTC; personal words lie sealed on the disk."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from shared.privacy import CannotOpen
from tests.integration.db.conftest import Note

SHANGHAI = timezone(timedelta(hours=8))
MORNING = datetime(2026, 10, 11, 7, 0, 0, 123456, tzinfo=SHANGHAI)
NAME = "林某住独山港镇"


def test_a_moment_comes_back_aware_and_in_utc(database):
    keep(database, at=MORNING)

    [at] = kept(database, Note.at)
    assert at == MORNING
    assert (at.utcoffset(), at.day) == (timedelta(0), 10)


def test_a_moment_without_its_offset_is_refused(database):
    with pytest.raises(StatementError, match="without its offset"):
        keep(database, at=datetime(2026, 10, 11, 7))  # noqa: DTZ001

    assert kept(database, Note.at) == []


def test_moments_are_compared_whatever_their_offset(database):
    keep(database, at=MORNING)

    earlier, later = MORNING.astimezone(UTC) - timedelta(seconds=1), MORNING + timedelta(seconds=1)
    assert kept(database, Note.number, Note.at > earlier, Note.at < later) == [1]
    assert kept(database, Note.number, Note.at > later) == []


def test_nothing_is_no_moment_and_no_words(database):
    keep(database, at=None, words=None)

    assert (kept(database, Note.at), kept(database, Note.words)) == ([None], [None])


def test_sealed_words_are_open_in_python_and_sealed_in_their_column(database):
    keep(database, words=NAME)

    assert kept(database, Note.words) == [NAME]
    [raw] = kept(database, text("words FROM note"))
    assert raw.startswith("sealed.k1.")
    assert NAME not in raw


def test_sealed_words_are_in_no_file(on_sqlite, tmp_path):
    with on_sqlite.transaction() as session:
        Note.__table__.create(session.connection())
    keep(on_sqlite, words=NAME)

    files = [file.read_bytes() for file in tmp_path.iterdir()]
    assert any(b"sealed.k1." in content for content in files)
    assert not any(NAME.encode() in content for content in files)


def test_words_that_were_changed_on_the_disk_do_not_open(database):
    keep(database, words=NAME)
    with database.transaction() as session:
        [raw] = session.scalars(text("SELECT words FROM note"))
        session.execute(text("UPDATE note SET words = :words"), {"words": raw[:-6] + "AAAA=="})

    with pytest.raises(CannotOpen):
        kept(database, Note.words)


def keep(database, **columns):
    with database.transaction() as session:
        session.add(Note(number=1, **columns))


def kept(database, column, *conditions):
    with database.reading() as session:
        return list(session.scalars(select(column).where(*conditions)))
