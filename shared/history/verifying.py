"""The chains of every service, held against themselves and against the heads that other services heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import exists, func, select, tuple_
from sqlalchemy.orm import aliased

from shared.contracts import EVENTS
from shared.db import database, utc_now
from shared.history.chain import Act, contradictions, digest_of
from shared.messaging import services
from shared.messaging.tables import HistoryCut, Outbox, Settlement

PIECE = 2_000
SAMPLE = 500
NO_ACTS = tuple(type_ for type_, event in EVENTS.items() if event.source == "system")


def verify(subject: str | None = None) -> Iterator[str]:
    """Every contradiction, as a sentence that names the act; of one matter if it is named. Reads in bounded pieces,
    whatever the city's size.

    What was written down as lost with a restored backup contradicts nothing (`cuts` names it). What was published
    about a matter before its publisher kept a chain is not judged: a chain begins with the next act.
    """
    for source in services.service_classes():
        yield from contradictions(acts_of(source, [subject] if subject else None))
        yield from _outside(source, subject)
    for reader in services.service_classes():
        for head, found in _heard_otherwise(reader, subject):
            yield f"{named(head)}: {reader} heard of it {found}"


def newest(source: str) -> Iterator[str]:
    """Contradictions in the chains that a service last added to: a sample, for whoever looks often."""
    last = select(Outbox.subject).where(Outbox.number.is_not(None)).order_by(Outbox.position.desc()).limit(SAMPLE)
    with database(source).reading() as session:
        subjects = sorted(set(session.scalars(last)))
    if subjects:
        yield from contradictions(acts_of(source, subjects))


def write_down_cuts(source: str, reason: str) -> int:
    """Write down beside each service which acts of `source` it heard of and `source` has no more, since an older
    backup of it was restored. How many; those written down before are not counted."""
    if source not in services.service_classes():
        raise LookupError(source)
    written = 0
    for reader in services.service_classes():
        lost = [head for head, _ in _heard_otherwise(reader) if head.source == source]
        with database(reader).transaction() as session:
            for event_id in sorted({head.event_id for head in lost}):
                cut = HistoryCut(event_id=event_id, source=source, reason=reason, written_at=utc_now())
                session.add(cut)
                written += 1
    return written


def cuts() -> Iterator[str]:
    """What was written down as lost with a restored backup: a sentence for each backup and each who heard of it."""
    per = (HistoryCut.source, HistoryCut.reason, func.min(HistoryCut.written_at), func.count())
    for reader in services.service_classes():
        with database(reader).reading() as session:
            rows = session.execute(select(*per).group_by(HistoryCut.source, HistoryCut.reason)).all()
        for source, reason, at, many in rows:
            day = at.astimezone(UTC).date() if isinstance(at, datetime) else str(at)[:10]
            yield f"{source}: {many} acts that {reader} heard of were lost with a restored backup ({day}: {reason})"


def named(head: Any) -> str:
    return f"{head.source}: {head.subject}: act {head.number} ({head.type}, {head.event_id})"


def export(subject: str) -> Iterator[Act]:
    """The acts of every service about one matter, in their order; enough to check them without the database."""
    for source in services.service_classes():
        yield from acts_of(source, [subject])


def acts_of(source: str, subjects: Sequence[str] | None = None) -> Iterator[Act]:
    """The chained acts of one service, of some subjects or of all, by subject and number."""
    last: tuple[str, int] = ("", 0)
    while True:
        query = (
            select(Outbox)
            .where(Outbox.number.is_not(None), tuple_(Outbox.subject, Outbox.number) > last)
            .order_by(Outbox.subject, Outbox.number)
            .limit(PIECE)
        )
        if subjects is not None:
            query = query.where(Outbox.subject.in_(subjects))
        with database(source).reading() as session:
            rows = session.scalars(query).all()
        if not rows:
            return
        yield from (_act(source, row) for row in rows)
        last = (rows[-1].subject, rows[-1].number or 0)


def _outside(source: str, subject: str | None) -> Iterator[str]:
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
        if subject is not None:
            query = query.where(Outbox.subject == subject)
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


def _heard_otherwise(reader: str, subject: str | None = None) -> Iterator[tuple[Any, str]]:
    """Heads that a service heard and their publisher no longer has so: a removed tail, a chain made anew."""
    with database(reader).reading() as session:
        written_down = set(session.scalars(select(HistoryCut.event_id)))
    for source in services.service_classes():
        for heard in _heads_heard(reader, source, subject):
            with database(source).reading() as session:
                ids = [head.event_id for head in heard]
                query = select(Outbox.event_id, Outbox.number, Outbox.hash).where(Outbox.event_id.in_(ids))
                kept = {row.event_id: (row.number, row.hash) for row in session.execute(query)}
            for head in heard:
                if head.event_id in written_down:
                    continue
                if head.event_id not in kept:
                    yield head, "and it was removed, or an older backup was restored"
                elif kept[head.event_id] != (head.number, head.hash):
                    yield head, "otherwise; changed, or done again after a restored backup"


def _heads_heard(reader: str, source: str, subject: str | None) -> Iterator[list[Any]]:
    last = ("", "")
    columns = (Settlement.reader, Settlement.event_id, Settlement.type, Settlement.subject, Settlement.source)
    while True:
        query = (
            select(*columns, Settlement.number, Settlement.hash)
            .where(Settlement.source == source, Settlement.state == "handled", Settlement.hash.is_not(None))
            .where(tuple_(Settlement.reader, Settlement.event_id) > last)
            .order_by(Settlement.reader, Settlement.event_id)
            .limit(PIECE)
        )
        if subject is not None:
            query = query.where(Settlement.subject == subject)
        with database(reader).reading() as session:
            rows = list(session.execute(query))
        if not rows:
            return
        yield rows
        last = (rows[-1].reader, rows[-1].event_id)
