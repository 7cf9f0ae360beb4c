"""Units that assist the one that holds a referral (协办)."""

from sqlalchemy import Date, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from services.routing.models.base import Base
from services.routing.models.clocks import Clock
from services.routing.models.desk_indexes import DUE
from shared.db import Moment, SealedText

OPEN = text("ended_at IS NULL")


class Assistance(Base):
    """A unit was asked to assist with a stated task, by its own clock; it ends with its answer, or it is released.

    `due_on` is the day of its clock, for the desk; `words` at the end are the answer, or why it was released.
    """

    __tablename__ = "assistance"
    __table_args__ = (
        Index("ix_assistance_referral", "referral_id", "at"),
        Index("ix_assistance_unit", "unit", "referral_id"),
        Index("ix_assistance_late", "due_on", postgresql_where=OPEN, sqlite_where=OPEN),
        Index("ix_assistance_once", "referral_id", "unit", unique=True, postgresql_where=OPEN, sqlite_where=OPEN),
        Index(
            "ix_assistance_desk",
            "unit",
            text(DUE),
            "at",
            "assistance_id",
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
    )

    assistance_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    unit: Mapped[str] = mapped_column(String(64))
    task = mapped_column(SealedText("assistance.task"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    due_on = mapped_column(Date)
    ended_at = mapped_column(Moment)
    ended_as: Mapped[str | None] = mapped_column(String(16))
    ended_by: Mapped[str | None] = mapped_column(String(64))
    words = mapped_column(SealedText("assistance.words"))

    clocks: Mapped[list[Clock]] = relationship(
        primaryjoin=lambda: foreign(Clock.subject_id) == Assistance.assistance_id, viewonly=True, lazy="selectin"
    )

    @property
    def is_open(self):
        return self.ended_at is None
