"""The five tables that every service's post rests on; each service has them in its own schema or file."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db.types import Moment

Position = BigInteger().with_variant(Integer, "sqlite")


class PostBase(DeclarativeBase):
    """The metadata of the post's own tables."""


class Outbox(PostBase):
    """An event this service published, committed with the rows it speaks of. `published_at`: the broker has it.

    `number` and `hash` are its place in the chained history of its subject (shared/history).
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_unsent", "position", postgresql_where=text("published_at IS NULL"),
              sqlite_where=text("published_at IS NULL")),
        Index("ix_outbox_subject", "subject", "type"),
        Index("ix_outbox_history", "subject", "number", unique=True, postgresql_where=text("number IS NOT NULL"),
              sqlite_where=text("number IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    position: Mapped[int] = mapped_column(Position, primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), unique=True)
    type: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    subject: Mapped[str] = mapped_column(String(200))
    data: Mapped[str] = mapped_column(Text)
    data_hash: Mapped[str | None] = mapped_column(String(64))
    cause: Mapped[str | None] = mapped_column(String(64))
    traceparent: Mapped[str] = mapped_column(String(55))
    created_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_attempt_at: Mapped[datetime | None] = mapped_column(Moment)
    number: Mapped[int | None]
    hash: Mapped[str | None] = mapped_column(String(64))


class Settlement(PostBase):
    """What became of one event in one reader: `handled`, `waiting` or `dead`. Its key makes redelivery harmless."""

    __tablename__ = "settlement"
    __table_args__ = (
        Index("ix_settlement_waiting", "next_attempt_at", postgresql_where=text("state = 'waiting'"),
              sqlite_where=text("state = 'waiting'")),
        Index("ix_settlement_dead", "settled_at", postgresql_where=text("state = 'dead'"),
              sqlite_where=text("state = 'dead'")),
    )  # fmt: skip

    reader: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    type: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(200))
    sequence: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(Moment)
    settled_at: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_attempt_at: Mapped[datetime | None] = mapped_column(Moment)
    why: Mapped[str | None] = mapped_column(String(16))
    error: Mapped[str | None] = mapped_column(String(400))
    died_at: Mapped[datetime | None] = mapped_column(Moment)
    body: Mapped[str | None] = mapped_column(Text)
    number: Mapped[int | None]
    hash: Mapped[str | None] = mapped_column(String(64))


class Subscription(PostBase):
    """Which reader hears which type, as the newest migrated code has it; a retired one is unbound at the broker.

    Events older than `since` were never meant for it.
    """

    __tablename__ = "subscription"

    reader: Mapped[str] = mapped_column(String(64), primary_key=True)
    type: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class HistoryCut(PostBase):
    """An act this service heard of, and that its publisher lost when an older backup was restored: written down by a
    person, with the reason, so that the history says where it was cut and why instead of staying contradicted."""

    __tablename__ = "history_cut"

    event_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    source: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment)
