"""State and event leave together: publishing writes a row beside the rows the event speaks of."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, func, literal, or_, select, text, update
from sqlalchemy.orm import Session

from shared.contracts import EVENTS, Meta
from shared.db import insert_rows, moment, utc_now
from shared.history.chain import BEGINNING, Act, digest_of
from shared.messaging.envelope import derived_id, new_event_id, new_traceparent
from shared.messaging.tables import Outbox

OUTBOX: Table = Outbox.__table__  # type: ignore[assignment]
LOCK_SUBJECTS = text(
    "SELECT pg_advisory_xact_lock(hashtext(:service), key) FROM (SELECT DISTINCT hashtext(subject) & 1023 AS key "
    "FROM unnest(CAST(:subjects AS text[])) AS subject ORDER BY 1) AS keys"
)
"""In one order for all, so that two batches never wait for each other crosswise; and never more than a thousand,
since the server's table of locks is bounded: two subjects of one key only wait for each other."""


def publish(session: Session, event: Any) -> str:
    """Put an event into the outbox of the session's service; it leaves when the transaction has committed.

    Gives the event's id. Raises marshmallow's ValidationError for an event that its own declaration refuses:
    a publisher's mistake must not become a reader's dead letter. Never talks to the broker.
    """
    kind = event.event_type
    data = kind.writer.dump(event)
    kind.load(data, kind.version)
    cause: Meta | None = session.info.get("cause")
    row = {
        "event_id": _event_id(session, cause, event),
        "type": kind.type,
        "version": kind.version,
        "subject": str(getattr(event, kind.subject)),
        "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")),
        "cause": cause.id if cause else None,
        "traceparent": new_traceparent(cause.traceparent if cause else session.info.get("traceparent", "")),
        "created_at": utc_now(),
    }
    session.info.setdefault("outbox", []).append(row)
    session.info["published"] = True
    session.info["before_commit"] = (store,)
    return str(row["event_id"])


def row_id(session: Session, *words: object) -> UUID:
    """A key for a row that a handler makes: the same if the same event is handled again, so that what others were
    told of the row stays true after an older backup was restored. `words` tell the rows of one event apart.

    Outside a handler, where nothing is ever run again, a random one.
    """
    cause: Meta | None = session.info.get("cause")
    return UUID(derived_id(cause, session.info["service"], *map(str, words))) if cause else uuid4()


def _event_id(session: Session, cause: Meta | None, event: Any) -> str:
    if cause is None:
        return new_event_id()
    told = f"{type(event).event_type.type} {event!r}"
    times = session.info.setdefault("times_told", Counter())
    times[cause.id, told] += 1
    return derived_id(
        cause, session.info["service"], session.info.get("reader", ""), told, str(times[cause.id, told])
    )


def store(session: Session) -> None:
    """Write the events published in this session, in their order, with one statement."""
    if rows := session.info.pop("outbox", None):
        _chain(session, rows)
        insert_rows(session, OUTBOX, rows)


def _chain(session: Session, rows: list[dict[str, Any]]) -> None:
    """Give each its place behind the last act of its subject. Whoever else publishes about one of them waits until
    this transaction has ended, so that no chain forks; what the post says of itself is no act."""
    source = session.info["service"]
    acts = [row for row in rows if EVENTS[row["type"]].source != "system"]
    heads = _heads(session, sorted({row["subject"] for row in acts}))
    for row in rows:
        row |= {"number": None, "hash": None}
    for row in acts:
        number, previous = heads.get(row["subject"], (0, BEGINNING))
        act = Act(
            source=source,
            subject=row["subject"],
            number=number + 1,
            event_id=row["event_id"],
            type=row["type"],
            version=row["version"],
            at=row["created_at"].isoformat(),
            cause=row["cause"],
            digest=digest_of(row["data"]),
        )
        row |= {"number": act.number, "hash": act.after(previous)}
        heads[row["subject"]] = (row["number"], row["hash"])


def _heads(session: Session, subjects: list[str]) -> dict[str, tuple[int, str]]:
    if not subjects:
        return {}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(LOCK_SUBJECTS, {"service": session.info["service"], "subjects": subjects})
    newest = (
        select(Outbox.subject, func.max(Outbox.number).label("number"))
        .where(Outbox.subject.in_(subjects), Outbox.number.is_not(None))
        .group_by(Outbox.subject)
        .subquery()
    )
    same = (Outbox.subject == newest.c.subject) & (Outbox.number == newest.c.number)
    found = session.execute(select(Outbox.subject, Outbox.number, Outbox.hash).join(newest, same))
    return {subject: (number or 0, hash_ or BEGINNING) for subject, number, hash_ in found}


def unsent(session: Session, limit: int) -> list[Any]:
    """The next events to hand to the broker, locked for this relay alone.

    Found by what is unsent, never by "greater than the last": positions commit out of order.
    """
    source = session.info["service"]
    statement = (
        select(Outbox.__table__, literal(source).label("source"))
        .where(Outbox.published_at.is_(None))
        .where(or_(Outbox.next_attempt_at.is_(None), Outbox.next_attempt_at <= moment(session)))
        .order_by(Outbox.position)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.execute(statement))


def need_not_be_durable(session: Session) -> None:
    """Let this transaction's commit not wait for the disk: a mark that a crash takes back only sends an event again,
    and that is harmless. The events themselves were committed durably before."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL synchronous_commit = off"))


def mark_sent(session: Session, positions: list[int], now: datetime) -> None:
    """The broker has confirmed these."""
    if positions:
        session.execute(update(OUTBOX).where(OUTBOX.c.position.in_(positions)).values(published_at=now))


def put_off(session: Session, positions: list[int], pause: timedelta) -> None:
    """The broker found no queue for these: keep them unsent, let the others pass."""
    if positions:
        session.execute(
            update(Outbox)
            .where(Outbox.position.in_(positions))
            .values(attempts=Outbox.attempts + 1, next_attempt_at=moment(session, pause))
        )


def send_again(session: Session, event_ids: list[str]) -> int:
    """Mark events unsent, so that the relay sends them once more; readers that settled them will not mind."""
    statement = (
        update(Outbox)
        .where(Outbox.event_id.in_(event_ids), Outbox.published_at.is_not(None), Outbox.data != "")
        .values(published_at=None, next_attempt_at=None)
    )
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def number_after(session: Session, last: int) -> None:
    """Give the next event of this service a position above `last`, if it would not have one anyway. Nobody publishes
    meanwhile."""
    on_postgres = session.get_bind().dialect.name == "postgresql"
    if on_postgres:
        session.execute(text("LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE"))
    newest = session.scalar(select(func.max(Outbox.position))) or 0
    if newest >= last:
        return
    if on_postgres:
        counter = "pg_get_serial_sequence('outbox', 'position')"
        session.execute(text(f"SELECT setval({counter}, greatest(nextval({counter}), :last))"), {"last": last})
    else:
        session.execute(text("DELETE FROM sqlite_sequence WHERE name = 'outbox'"))
        session.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', :last)"), {"last": last})
