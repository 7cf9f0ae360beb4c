"""Notices: one row for each that an event owes."""

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.correcting import CorrectedRow
from shared.db import Moment, SealedText
from shared.reaching import ReachRow


class Base(DeclarativeBase):
    pass


class Notice(Base):
    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("event_id", "template", "recipient", name="one_notice_owed_once"),
        Index("ix_notice_newest", "created_at", "notice_id"),
        Index("ix_notice_matter", "matter_no"),
        Index("ix_notice_unit", "unit", "created_at"),
        Index(
            "ix_notice_queued",
            "next_attempt_at",
            postgresql_where=text("state = 'queued'"),
            sqlite_where=text("state = 'queued'"),
        ),
    )

    notice_id = mapped_column(Uuid, primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64))
    matter_no: Mapped[str] = mapped_column(String(24))
    confidential: Mapped[bool]
    registering_unit: Mapped[str] = mapped_column(String(64))
    accused_index: Mapped[str | None] = mapped_column(String(32))
    template: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[str] = mapped_column(String(16))
    unit: Mapped[str | None] = mapped_column(String(64))
    means: Mapped[str] = mapped_column(String(16))
    address = mapped_column(SealedText("notice.address"))
    subject: Mapped[str] = mapped_column(Text)
    body = mapped_column(SealedText("notice.body"), nullable=False)
    reach = mapped_column(SealedText("notice.reach"))
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    created_at = mapped_column(Moment, nullable=False)
    next_attempt_at = mapped_column(Moment)
    sent_at = mapped_column(Moment)
    handed_over_by: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(String(200))


class NumberReach(Base):
    """How whoever has this telephone asked to be reached there, with whichever matter it was said last."""

    __tablename__ = "number_reach"

    phone_index: Mapped[str] = mapped_column(String(32), primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger)
    reach = mapped_column(SealedText("number_reach.reach"))


class KnownReach(ReachRow, Base):
    """How the petitioner of a matter asked to be reached since."""


class Corrected(CorrectedRow, Base):
    """Who the petitioner of a matter is after a correction."""
