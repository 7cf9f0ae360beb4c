"""More time: who asked for it and why, and what was decided (延期)."""

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.routing.models.base import Base
from shared.db import Moment, SealedText


class ExtensionRequest(Base):
    """The unit in charge asks for more days on one of its time limits; `approver` is the unit that decides."""

    __tablename__ = "extension_request"
    __table_args__ = (Index("ix_extension_request_referral", "referral_id", "at"),)

    request_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    clock_id = mapped_column(Uuid, nullable=False)
    rule: Mapped[str] = mapped_column(String(64))
    days: Mapped[int] = mapped_column(Integer)
    reason = mapped_column(SealedText("extension_request.reason"), nullable=False)
    approver: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)

    decision: Mapped["ExtensionDecision | None"] = relationship(lazy="selectin")


class ExtensionDecision(Base):
    """More time was given, from one day to another, or refused with a word."""

    __tablename__ = "extension_decision"

    request_id = mapped_column(ForeignKey("extension_request.request_id"), primary_key=True)
    agreed: Mapped[bool]
    words = mapped_column(SealedText("extension_decision.words"), nullable=False)
    was_due_on = mapped_column(Date)
    due_on = mapped_column(Date)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
