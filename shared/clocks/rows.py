"""The columns of a service's `clock` and `climbed` tables: mixins for its own models, and their migration."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Date, Index, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from shared.db.types import Moment

RUNNING = "state = 'running'"


class ClockRow:
    """A clock of a matter: under which rule and edition it runs, until when and why, and which rung is next.

    `record` is what moved it beside the calendar (`shared.clocks.lengthening`), none where nothing did.
    `state` is running, stopped or lapsed; `calendar` the edition it was computed with. `subject_id` is the referral
    or application it runs for, none while the matter itself waits; `event_id` is the clock.started that announced it,
    none for one that ended as it began.
    """

    __tablename__ = "clock"

    clock_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    matter_no: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)
    claim_id: Mapped[UUID | None] = mapped_column(Uuid)
    rule: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    unit: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime] = mapped_column(Moment)
    set_for: Mapped[date | None] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)
    waits_for: Mapped[int | None]
    calendar: Mapped[str] = mapped_column(String(40))
    explanation: Mapped[str] = mapped_column(Text)
    explanation_en: Mapped[str] = mapped_column(Text)
    next_rung: Mapped[int]
    next_rung_at: Mapped[datetime | None] = mapped_column(Moment)
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)
    event_id: Mapped[str | None] = mapped_column(String(64))
    record: Mapped[str | None] = mapped_column(Text)

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805  it is asked of the class
        return (
            Index("ix_clock_matter", "matter_no"),
            Index("ix_clock_subject", "subject_id"),
            Index("ix_clock_rung", "next_rung_at", postgresql_where=text(RUNNING), sqlite_where=text(RUNNING)),
        )


class ClimbedRow:
    """A rung of a clock's ladder that was climbed: its key makes it happen once, `event_id` says who was told."""

    __tablename__ = "climbed"

    clock_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    does: Mapped[str] = mapped_column(String(16))
    climbed_at: Mapped[datetime] = mapped_column(Moment)
    event_id: Mapped[str] = mapped_column(String(64))


def create_clock_v1(op: Any) -> None:
    """Both tables, as of version 1."""
    op.create_table(
        "clock",
        sa.Column("clock_id", sa.Uuid, primary_key=True),
        sa.Column("matter_no", sa.String(24), nullable=False),
        sa.Column("subject_id", sa.Uuid),
        sa.Column("claim_id", sa.Uuid),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("set_for", sa.Date),
        sa.Column("due_on", sa.Date),
        sa.Column("waits_for", sa.Integer),
        sa.Column("calendar", sa.String(40), nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("explanation_en", sa.Text, nullable=False),
        sa.Column("next_rung", sa.Integer, nullable=False),
        sa.Column("next_rung_at", Moment()),
        sa.Column("stopped_at", Moment()),
        sa.Column("event_id", sa.String(64)),
    )
    op.create_index("ix_clock_matter", "clock", ["matter_no"])
    op.create_index("ix_clock_subject", "clock", ["subject_id"])
    running = sa.text(RUNNING)
    op.create_index("ix_clock_rung", "clock", ["next_rung_at"], postgresql_where=running, sqlite_where=running)
    op.create_table(
        "climbed",
        sa.Column("clock_id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("does", sa.String(16), nullable=False),
        sa.Column("climbed_at", Moment(), nullable=False),
        sa.Column("event_id", sa.String(64), nullable=False),
    )


def add_record_v1(op: Any) -> None:
    """A place for what extended a clock, as of version 1."""
    op.add_column("clock", sa.Column("record", sa.Text))
