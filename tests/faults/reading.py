"""A second pair of eyes: plain SQL on the tables, the same text for SQLite and PostgreSQL, nothing of Liandong's."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2

SERVICES = ("intake", "routing", "legalaid", "notify", "console")

UNSETTLED = """
SELECT s.reader, e.event_id
FROM {source}.outbox e
JOIN {reader}.subscription s ON s.type = e.type AND s.retired_at IS NULL
LEFT JOIN {reader}.settlement t ON t.reader = s.reader AND t.event_id = e.event_id
WHERE t.event_id IS NULL OR t.state <> 'handled'
"""
OWED = """
SELECT count(*) FROM {source}.outbox e JOIN {reader}.subscription s ON s.type = e.type AND s.retired_at IS NULL
"""
UNEXPECTED = """
SELECT t.reader, t.event_id
FROM {reader}.settlement t LEFT JOIN {source}.outbox e ON e.event_id = t.event_id
WHERE t.source = '{source}' AND t.state = 'handled' AND e.event_id IS NULL
"""
UNSENT = "SELECT event_id FROM {source}.outbox WHERE published_at IS NULL"
NEVER_TRIED = "SELECT count(*) FROM notify.notice WHERE state = 'queued' AND attempts = 0"
HELD_BY_THE_DEAD = "SELECT notice_id FROM notify.notice WHERE state = 'queued' AND attempts > 0"
MAILED = "SELECT notice_id FROM notify.notice WHERE state = 'sent' AND means <> 'paper'"
QUEUED = "SELECT notice_id FROM notify.notice WHERE state = 'queued'"
NARRATIVES = "SELECT matter_no, narrative FROM intake.matter"


class Reading:
    """What the tables say now; made by `of_files` or `of_schemas`, to be closed."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(self.connection.cursor()) as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    def ids(self, statement: str) -> list[str]:
        """The first column, as text."""
        return sorted({str(row[0]) for row in self.rows(statement)})

    def count(self, statement: str) -> int:
        return self.rows(statement)[0][0]

    def close(self) -> None:
        self.connection.close()

    def narratives(self) -> dict[str, str]:
        """What each matter tells, by its number."""
        return dict(self.rows(NARRATIVES))

    def unsettled(self) -> set[tuple[str, str]]:
        """(reader, event) wherever an event has not taken effect in a reader that hears it."""
        return set(self._of_pairs(UNSETTLED))

    def mailed(self) -> set[str]:
        """The notices that left the house by mail or text message, as the tables say."""
        return self._notices(MAILED)

    def still_queued(self) -> set[str]:
        """The notices that are still to be sent, tried before or not."""
        return self._notices(QUEUED)

    def owed(self) -> int:
        """How many effects there must be: every event once in each reader that hears it."""
        return sum(count for (count,) in self._of_pairs(OWED))

    def unexpected(self) -> set[tuple[str, str]]:
        """Effects of events that nobody published."""
        return set(self._of_pairs(UNEXPECTED))

    def on_their_way(self) -> Counter[str]:
        """What keeps Liandong busy; empty when it is quiet."""
        unsent = sum(len(self.rows(UNSENT.format(source=source))) for source in SERVICES)
        busy = Counter(reader for reader, _ in self.unsettled())
        return +(busy + Counter({"unsent": unsent, "notices to be sent": self.count(NEVER_TRIED)}))

    def held_by_the_dead(self) -> set[str]:
        """Notices that a killed process had claimed; another takes them over after three minutes."""
        return self._notices(HELD_BY_THE_DEAD)

    def _notices(self, statement: str) -> set[str]:
        """Their plain digits: one database writes them with dashes, the other without."""
        return {notice.replace("-", "") for notice in self.ids(statement)}

    def _of_pairs(self, statement: str) -> Iterator[tuple[Any, ...]]:
        for source in SERVICES:
            for reader in SERVICES:
                yield from self.rows(statement.format(source=source, reader=reader))


def of_files(folder: Path) -> Reading:
    """The SQLite files of an embedded Liandong, each under its service's name."""
    connection = sqlite3.connect(":memory:", uri=True, timeout=10)
    for service in SERVICES:
        connection.execute(f"ATTACH 'file:{folder / service}.sqlite?mode=ro' AS {service}")
    return Reading(connection)


def of_schemas(url: str) -> Reading:
    """The schemas of a PostgreSQL database, which have the services' names already."""
    connection = psycopg2.connect(url)
    connection.set_session(readonly=True, autocommit=True)
    return Reading(connection)
