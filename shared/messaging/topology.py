"""Who hears what: the exchange, one quorum queue a reader, its bindings, and a safety net below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kombu import Exchange, Queue
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.db import insert_if_absent
from shared.messaging.handlers import Handler
from shared.messaging.tables import Subscription

EVENTS = Exchange("liandong.events", type="topic", durable=True)
SAFETY_NET = Exchange("liandong.dead", type="fanout", durable=True)
SAFETY_NET_QUEUE = "liandong.dead"
QUORUM = {"x-queue-type": "quorum"}
ARGUMENTS = {
    **QUORUM,
    "x-dead-letter-exchange": SAFETY_NET.name,
    "x-dead-letter-strategy": "at-least-once",
    "x-overflow": "reject-publish",
}


@dataclass(frozen=True)
class Hearing:
    """One reader: its service, its queue `liandong.<service>` or `liandong.<service>.<lane>`, its handlers."""

    service: str
    queue: str
    handlers: Mapping[str, tuple[Handler, ...]]

    @property
    def types(self) -> frozenset[str]:
        """The event types it hears."""
        return frozenset(self.handlers)


def declare(channel: Any, hearings: Iterable[Hearing], retired: Iterable[tuple[str, str]] = ()) -> None:
    """Declare all of it at the broker; a second time changes nothing.

    To be done before anything is published: an event that no queue is bound to yet is confirmed and gone.
    `retired` are (queue, type) bindings that no code wants any more.
    """
    EVENTS(channel).declare()
    SAFETY_NET(channel).declare()
    net = Queue(SAFETY_NET_QUEUE, durable=True, queue_arguments=QUORUM)(channel)
    net.queue_declare()
    net.bind_to(SAFETY_NET)
    for hearing in hearings:
        queue = work_queue(hearing.queue)(channel)
        queue.queue_declare()
        for type_ in sorted(hearing.types):
            queue.bind_to(EVENTS, routing_key=type_)
    for name, type_ in retired:
        work_queue(name)(channel).unbind_from(EVENTS, routing_key=type_)


def work_queue(name: str) -> Queue:
    """The queue of a reader as it must be declared everywhere: only the type is an argument, limits are policies."""
    return Queue(name, durable=True, queue_arguments=ARGUMENTS)


def remember_subscriptions(session: Session, hearings: Iterable[Hearing], now: datetime) -> None:
    """Write down what this code hears; what an older one heard and this one does not is retired."""
    wanted = {(hearing.queue, type_) for hearing in hearings for type_ in hearing.types}
    known = {(row.reader, row.type): row for row in session.scalars(select(Subscription))}
    rows = [{"reader": reader, "type": type_, "since": now} for reader, type_ in sorted(wanted - known.keys())]
    insert_if_absent(session, Subscription.__table__, rows, "type")  # type: ignore[arg-type]
    for key, row in known.items():
        if key in wanted and row.retired_at is not None:
            row.since, row.retired_at = now, None
        elif key not in wanted and row.retired_at is None:
            row.retired_at = now


def heard_since(session: Session, reader: str) -> dict[str, datetime]:
    """Since when a reader hears each type."""
    rows = session.execute(select(Subscription.type, Subscription.since).where(Subscription.reader == reader))
    return {row.type: row.since for row in rows}


def retired_subscriptions(session: Session) -> list[tuple[str, str]]:
    """Bindings that the newest migrated code does not want."""
    rows = session.scalars(select(Subscription).where(Subscription.retired_at.is_not(None)))
    return [(row.reader, row.type) for row in rows]
