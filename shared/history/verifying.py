"""The chains of every service, held against themselves and against the heads that other services heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from sqlalchemy import exists, select, tuple_
from sqlalchemy.orm import aliased

from shared.contracts import EVENTS
from shared.db import database
from shared.history.chain import Act, contradictions, digest_of
from shared.messaging import services
from shared.messaging.tables import Outbox, Settlement

PIECE = 2_000
NO_ACTS = tuple(type_ for type_, event in EVENTS.items() if event.source == "system")


def verify() -> Iterator[str]:
    """Every contradiction, as a sentence that names the act. Reads in bounded pieces, whatever the city's size.

    What a service published about a matter before it kept its chain is not judged: a chain begins with the next act.
    """
    for source in services.service_classes():
        yield from contradictions(acts_of(source))
        yield from _outside(source)
    for reader in services.service_classes():
        yield from _heard_otherwise(reader)


def export(subject: str) -> Iterator[Act]:
    """The acts of every service about one matter, in their order; enough to check them without the database."""
    for source in services.service_classes():
        yield from acts_of(source, subject)


def acts_of(source: str, subject: str | None = None) -> Iterator[Act]:
    """The chained acts of one service, by subject and number."""
    last: tuple[str, int] = ("", 0)
    while True:
        query = (
            select(Outbox)
            .where(Outbox.number.is_not(None), tuple_(Outbox.subject, Outbox.number) > last)
            .order_by(Outbox.subject, Outbox.number)
            .limit(PIECE)
        )
        if subject is not None:
            query = query.where(Outbox.subject == subject)
        with database(source).reading() as session:
            rows = session.scalars(query).all()
        if not rows:
            return
        yield from (_act(source, row) for row in rows)
        last = (rows[-1].subject, rows[-1].number or 0)


def _outside(source: str) -> Iterator[str]:
    """Events about a matter whose chain had begun, and that have no place in it: put there by hand, or by a replica
    of an older version beside newer ones."""
    first = aliased(Outbox)
    begun = exists().where(first.subject == Outbox.subject, first.number == 1, first.position < Outbox.position)
    last = 0
    while True:
        query = (
            select(Outbox.position, Outbox.subject, Outbox.type, Outbox.event_id)
            .where(Outbox.position > last, Outbox.number.is_(None), Outbox.type.not_in(NO_ACTS), begun)
            .order_by(Outbox.position)
            .limit(PIECE)
        )
        with database(source).reading() as session:
            rows = session.execute(query).all()
        for row in rows:
            yield f"{source}: {row.subject}: an act outside the chain ({row.type}, {row.event_id})"
        if len(rows) < PIECE:
            return
        last = rows[-1].position


def _act(source: str, row: Outbox) -> Act:
    return Act(
        source=source,
        subject=row.subject,
        number=row.number or 0,
        event_id=row.event_id,
        type=row.type,
        version=row.version,
        at=row.created_at.astimezone(UTC).isoformat(),
        cause=row.cause,
        digest=row.data_hash or digest_of(row.data),
        hash=row.hash or "",
        data=row.data,
    )


def _heard_otherwise(reader: str) -> Iterator[str]:
    """Heads that a service heard and their publisher no longer has so: a removed tail, a chain made anew."""
    for source in services.service_classes():
        for heard in _heads_heard(reader, source):
            with database(source).reading() as session:
                ids = [head.event_id for head in heard]
                query = select(Outbox.event_id, Outbox.number, Outbox.hash).where(Outbox.event_id.in_(ids))
                kept = {row.event_id: (row.number, row.hash) for row in session.execute(query)}
            for head in heard:
                named = f"{source}: {head.subject}: act {head.number} ({head.type}, {head.event_id})"
                if head.event_id not in kept:
                    yield f"{named}: {reader} heard of it and it was removed, or an older backup was restored"
                elif kept[head.event_id] != (head.number, head.hash):
                    yield f"{named}: {reader} heard of it otherwise; changed, or done again after a restored backup"


def _heads_heard(reader: str, source: str) -> Iterator[list[Any]]:
    last = ("", "")
    columns = (Settlement.reader, Settlement.event_id, Settlement.type, Settlement.subject)
    while True:
        query = (
            select(*columns, Settlement.number, Settlement.hash)
            .where(Settlement.source == source, Settlement.state == "handled", Settlement.hash.is_not(None))
            .where(tuple_(Settlement.reader, Settlement.event_id) > last)
            .order_by(Settlement.reader, Settlement.event_id)
            .limit(PIECE)
        )
        with database(reader).reading() as session:
            rows = list(session.execute(query))
        if not rows:
            return
        yield rows
        last = (rows[-1].reader, rows[-1].event_id)
