"""The return visit (回访): whoever sent a matter asks the petitioner how it went."""

from sqlalchemy import Date, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.routing.models.base import Base
from shared.db import Moment, SealedText

OPEN = {"postgresql_where": text("at IS NULL"), "sqlite_where": text("at IS NULL")}


class ReturnVisit(Base):
    """One attempt that `unit` owes until `due_on`, and what came of it; the next one where nobody was reached."""

    __tablename__ = "return_visit"
    __table_args__ = (
        Index("ix_return_visit_referral", "referral_id", "number", unique=True),
        Index(
            "ix_return_visit_open", "unit", text("coalesce(due_on, '9999-12-31')"), "opened_at", "visit_id", **OPEN
        ),
    )

    visit_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("reply.referral_id"), nullable=False)
    number: Mapped[int]
    unit: Mapped[str] = mapped_column(String(64))
    opened_at = mapped_column(Moment, nullable=False)
    due_on = mapped_column(Date)
    visited_on = mapped_column(Date)
    reached: Mapped[bool | None]
    satisfaction: Mapped[str | None] = mapped_column(String(16))
    words = mapped_column(SealedText("return_visit.words"))
    remains = mapped_column(SealedText("return_visit.remains"))
    by: Mapped[str | None] = mapped_column(String(64))
    at = mapped_column(Moment)
