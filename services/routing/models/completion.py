"""The completion report (办结报告): what a unit reports to who assigned a matter to it, and what they said to it."""

from sqlalchemy import Date, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.routing.models.base import Base
from shared.db import Moment, SealedText

UNDECIDED = {"postgresql_where": text("decided_at IS NULL"), "sqlite_where": text("decided_at IS NULL")}


class CompletionReport(Base):
    """One report; `sender` is whoever accepts or refuses it by `due_on`, and a refused one is followed by another.
    Nobody decided about what was revoked before they did."""

    __tablename__ = "completion_report"
    __table_args__ = (
        Index("ix_completion_report_referral", "referral_id", "at"),
        Index("ix_completion_report_open", "sender", "at", **UNDECIDED),
        Index("ix_completion_report_one_open", "referral_id", unique=True, **UNDECIDED),
    )

    report_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("reply.referral_id"), nullable=False)
    sender: Mapped[str] = mapped_column(String(64))
    words = mapped_column(SealedText("completion_report.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    due_on = mapped_column(Date)
    accepted: Mapped[bool | None]
    decision_words = mapped_column(SealedText("completion_report.decision_words"))
    decided_by: Mapped[str | None] = mapped_column(String(64))
    decided_at = mapped_column(Moment)
