"""What everybody's events told of a matter: its timeline, and the clocks others keep for it."""

from sqlalchemy import JSON, BigInteger, Date, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import Moment, SealedText


class TimelineEntry(Base):
    """What happened to a matter, one row for each event; `words` holds what is personal in it."""

    __tablename__ = "timeline"
    __table_args__ = (Index("ix_timeline_matter", "matter_no", "at"),)

    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    matter_no: Mapped[str] = mapped_column(String(24))
    at = mapped_column(Moment, nullable=False)
    type: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(BigInteger)
    cause: Mapped[str | None] = mapped_column(String(64))
    facts = mapped_column(JSON, nullable=False)
    words = mapped_column(SealedText("timeline.words"))


class MatterClock(Base):
    """A time limit somebody keeps for a matter, as it was last told."""

    __tablename__ = "matter_clock"
    __table_args__ = (
        Index(
            "ix_matter_clock_owed",
            "due_on",
            sqlite_where=text("running AND kind = 'duty'"),
            postgresql_where=text("running AND kind = 'duty'"),
        ),
    )

    clock_id = mapped_column(Uuid, primary_key=True)
    matter_no: Mapped[str] = mapped_column(String(24), index=True)
    rule: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    unit: Mapped[str] = mapped_column(String(64))
    due_on = mapped_column(Date)
    running: Mapped[bool]
    sequence: Mapped[int] = mapped_column(BigInteger)
