"""The promise as questions to the tables: nothing unsent, nothing unsettled, no effect without its event."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from shared.db import Database, database, utc_now
from shared.history.verifying import newest
from shared.messaging import services
from shared.messaging.outbox import number_after, send_again
from shared.messaging.tables import Outbox, Settlement
from shared.messaging.topology import Hearing, heard_since

CHUNK = 5_000
PATIENCE = timedelta(seconds=60)
WAITING_PATIENCE = timedelta(minutes=15)
EXAMPLES = 5
ALWAYS = datetime.min.replace(tzinfo=UTC)
NEVER = datetime.max.replace(tzinfo=UTC)

Invariant = Callable[[Session, datetime], Iterable[str]]
"""A check of a service's own rows: given a session and the moment before which everything must have settled, the
ids that break it. Its docstring's first line is the sentence the audit prints."""


@dataclass(frozen=True)
class Finding:
    """One broken invariant: its sentence, the service, and the ids that break it."""

    check: str
    service: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        shown = ", ".join(self.ids[:EXAMPLES]) + (", …" if len(self.ids) > EXAMPLES else "")
        return f"{self.service}: {self.check}: {len(self.ids)} ({shown})"


def audit(patience: timedelta = PATIENCE) -> list[Finding]:
    """Check every invariant in every service's database; an empty list means nothing is lost.

    What is younger than `patience` may still be on its way and is not judged.
    """
    before = utc_now() - patience
    found = [finding for name in services.service_classes() for finding in _own_findings(name, before)]
    lost: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, reader, event_id in unsettled(before):
        lost[source, reader].append(event_id)
    found += [
        Finding(f"event has no settlement in {reader}", source, tuple(ids)) for (source, reader), ids in lost.items()
    ]
    return [finding for finding in found if finding.ids]


def concerns() -> list[Finding]:
    """What is not lost but wants a person: dead letters, and events that have waited too long."""
    since = utc_now() - WAITING_PATIENCE
    waiting = select(Settlement.event_id).where(Settlement.state == "waiting", Settlement.received_at < since)
    dead = select(Settlement.event_id).where(Settlement.state == "dead")
    return [
        Finding(check, name, tuple(ids))
        for name in services.service_classes()
        for check, query in (("dead letters wait for a person", dead), ("events wait too long", waiting))
        if (ids := _ids(database(name), query))
    ]


def heal(patience: timedelta = timedelta(0)) -> int:
    """Mark every published event unsent that some reader has no settlement for; how many. The relay does the rest.

    Where an older backup of a service was restored, its numbering first goes on behind what was heard of it, so
    that nothing new looks older than what it follows.
    """
    go_on_numbering()
    lost: dict[str, set[str]] = defaultdict(set)
    for source, _, event_id in unsettled(utc_now() - patience):
        lost[source].add(event_id)
    healed = 0
    for source, ids in lost.items():
        ordered = sorted(ids)
        for start in range(0, len(ordered), CHUNK):
            with database(source).transaction() as session:
                healed += send_again(session, ordered[start : start + CHUNK])
    return healed


def go_on_numbering() -> None:
    """Number each service's next event behind the last that took effect anywhere; what anybody may have put into a
    queue under its name does not count."""
    heard = select(Settlement.source, func.max(Settlement.sequence)).where(Settlement.state == "handled")
    last: dict[str, int] = defaultdict(int)
    for name in services.service_classes():
        with database(name).reading() as session:
            for source, sequence in session.execute(heard.group_by(Settlement.source)):
                last[source] = max(last[source], sequence)
    for source in services.service_classes():
        with database(source).transaction() as session:
            number_after(session, last[source])


def unsettled(before: datetime) -> Iterator[tuple[str, str, str]]:
    """(source, reader, event id) of every event that a reader which hears its type has not settled.

    Reads each outbox once, in bounded pieces, whatever its length.
    """
    since = {hearing.queue: _heard_since(hearing) for hearing in services.hearings()}
    for source in services.service_classes():
        for events in _outbox_pieces(database(source), before):
            for hearing in services.hearings():
                heard = {x.event_id for x in events if x.created_at >= since[hearing.queue].get(x.type, NEVER)}
                if heard:
                    settled = _settled(database(hearing.service), hearing.queue, heard)
                    yield from ((source, hearing.queue, event_id) for event_id in sorted(heard - settled))


def _own_findings(name: str, before: datetime) -> Iterator[Finding]:
    here = database(name)
    unsent = select(Outbox.event_id).where(Outbox.published_at.is_(None), Outbox.created_at < before)
    yield Finding("event unsent for too long", name, tuple(_ids(here, unsent)))
    yield Finding("settlement of an event nobody published", name, tuple(_unexpected(name)))
    yield Finding("act that was changed, removed or moved, among the newest", name, tuple(newest(name)))
    for check in getattr(services.service_classes()[name], "invariants", ()):
        with here.reading() as session:
            broken = tuple(str(found) for found in check(session, before))
        yield Finding((check.__doc__ or check.__name__).split("\n")[0], name, broken)


def _unexpected(name: str) -> Iterator[str]:
    """Handled events that are in no outbox. What was set aside had no effect, wherever it came from."""
    for reader in _ids(database(name), select(Settlement.reader).distinct()):
        for handled in _handled_pieces(database(name), reader):
            for source in sorted({row.source for row in handled}):
                ids = [row.event_id for row in handled if row.source == source]
                known = _known(source, ids) if source in services.service_classes() else set()
                yield from (event_id for event_id in ids if event_id not in known)


def _handled_pieces(here: Database, reader: str) -> Iterator[Sequence[Any]]:
    """Along the key, so that the last piece costs what the first one costs."""
    last = ""
    while True:
        query = (
            select(Settlement.event_id, Settlement.source, Settlement.state)
            .where(Settlement.reader == reader, Settlement.event_id > last)
            .order_by(Settlement.event_id)
            .limit(CHUNK)
        )
        with here.reading() as session:
            rows = session.execute(query).all()
        if not rows:
            return
        last = rows[-1].event_id
        yield [row for row in rows if row.state == "handled"]


def _known(source: str, ids: list[str]) -> set[str]:
    with database(source).reading() as session:
        return set(session.scalars(select(Outbox.event_id).where(Outbox.event_id.in_(ids))))


def _heard_since(hearing: Hearing) -> dict[str, datetime]:
    """Since when each type is heard; a type nobody wrote down (not migrated yet) counts from the beginning."""
    with database(hearing.service).reading() as session:
        known = heard_since(session, hearing.queue)
    return {type_: known.get(type_, ALWAYS) for type_ in hearing.types}


def _outbox_pieces(here: Database, before: datetime) -> Iterator[list[Any]]:
    last = 0
    while True:
        query = (
            select(Outbox.position, Outbox.event_id, Outbox.type, Outbox.created_at)
            .where(Outbox.position > last, Outbox.created_at < before)
            .order_by(Outbox.position)
            .limit(CHUNK)
        )
        with here.reading() as session:
            rows = session.execute(query).all()
        if not rows:
            return
        last = rows[-1].position
        yield list(rows)


def _settled(here: Database, reader: str, ids: set[str]) -> set[str]:
    with here.reading() as session:
        query = select(Settlement.event_id).where(Settlement.reader == reader, Settlement.event_id.in_(ids))
        return set(session.scalars(query))


def _ids(here: Database, query: Select[str]) -> list[str]:
    with here.reading() as session:
        return list(session.scalars(query))


def published(source: str, type_: str, before: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """(event id, its data as on the wire) of every event of a type that a service published and still holds.

    For the checks of a reader that must compare its rows with what it was told. Sealed fields stay sealed.
    """
    last = 0
    while True:
        query = (
            select(Outbox.position, Outbox.event_id, Outbox.data)
            .where(Outbox.position > last, Outbox.type == type_, Outbox.created_at < before, Outbox.data != "")
            .order_by(Outbox.position)
            .limit(CHUNK)
        )
        with database(source).reading() as session:
            rows = session.execute(query).all()
        if not rows:
            return
        last = rows[-1].position
        yield from ((row.event_id, json.loads(row.data)) for row in rows)


def depths(name: str) -> dict[str, int]:
    """How many events of a service are unsent, waiting and dead: what the monitor shows."""
    with database(name).reading() as session:
        unsent = session.scalar(select(func.count()).where(Outbox.published_at.is_(None)))
        of_state = select(func.count()).select_from(Settlement)
        waiting, dead = (session.scalar(of_state.where(Settlement.state == state)) for state in ("waiting", "dead"))
    return {"unsent": unsent or 0, "waiting": waiting or 0, "dead": dead or 0}
