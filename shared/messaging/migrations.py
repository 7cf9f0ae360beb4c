"""The post's own tables, for the first migration of every service. A change gets a new function, never a new text."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from shared.db.types import Moment
from shared.messaging.tables import Position


def create_post_v1(op: Any) -> None:
    """Outbox, settlements and subscriptions, as of version 1."""
    _outbox(op)
    _settlement(op)
    op.create_table(
        "subscription",
        sa.Column("reader", sa.String(64), primary_key=True),
        sa.Column("type", sa.String(64), primary_key=True),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("retired_at", Moment()),
    )


def _outbox(op: Any) -> None:
    op.create_table(
        "outbox",
        sa.Column("position", Position, primary_key=True),
        sa.Column("event_id", sa.String(64), nullable=False, unique=True),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("data_hash", sa.String(64)),
        sa.Column("cause", sa.String(64)),
        sa.Column("traceparent", sa.String(55), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("published_at", Moment()),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_attempt_at", Moment()),
        sqlite_autoincrement=True,
    )
    _partial_index(op, "ix_outbox_unsent", "outbox", "position", "published_at IS NULL")
    op.create_index("ix_outbox_subject", "outbox", ["subject", "type"])


def _settlement(op: Any) -> None:
    op.create_table(
        "settlement",
        sa.Column("reader", sa.String(64), primary_key=True),
        sa.Column("event_id", sa.String(80), primary_key=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_attempt_at", Moment()),
        sa.Column("why", sa.String(16)),
        sa.Column("error", sa.String(400)),
        sa.Column("died_at", Moment()),
        sa.Column("body", sa.Text),
    )
    _partial_index(op, "ix_settlement_waiting", "settlement", "next_attempt_at", "state = 'waiting'")
    _partial_index(op, "ix_settlement_dead", "settlement", "settled_at", "state = 'dead'")


def _partial_index(op: Any, name: str, table: str, column: str, where: str) -> None:
    op.create_index(name, table, [column], postgresql_where=sa.text(where), sqlite_where=sa.text(where))


def chain_post_v1(op: Any) -> None:
    """What an event's place in the history of its subject is, and what a reader heard of it, as of version 1.

    The tables in the order in which handlers take them, so that a migration beside them waits and does not deadlock.
    """
    for table in ("settlement", "outbox"):
        op.add_column(table, sa.Column("number", sa.Integer))
        op.add_column(table, sa.Column("hash", sa.String(64)))
    where = sa.text("number IS NOT NULL")
    columns = ["subject", "number"]
    op.create_index("ix_outbox_history", "outbox", columns, unique=True, postgresql_where=where, sqlite_where=where)


def cut_history_v1(op: Any) -> None:
    """Where a restored backup cut the history of others, as of version 1."""
    op.create_table(
        "history_cut",
        sa.Column("event_id", sa.String(80), primary_key=True),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
    )
