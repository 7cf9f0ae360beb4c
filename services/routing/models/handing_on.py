"""How a referral changes hands while it is in hand: to a colleague, or to a unit below."""

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.routing.models.base import Base
from shared.db import Moment, SealedText


class Reassignment(Base):
    """A referral was given to another member of the unit (改派); `former` is nobody where nobody had it in hand."""

    __tablename__ = "reassignment"
    __table_args__ = (Index("ix_reassignment_referral", "referral_id", "at"),)

    reassignment_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    former: Mapped[str | None] = mapped_column(String(64))
    handler: Mapped[str] = mapped_column(String(64))
    words = mapped_column(SealedText("reassignment.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class PassingDown(Base):
    """A unit passed a referral down to one below it (转送下级); who had signed for it there is kept here."""

    __tablename__ = "passing_down"
    __table_args__ = (
        Index("ix_passing_down_referral", "referral_id", "at"),
        Index("ix_passing_down_unit", "former_unit", "referral_id"),
    )

    passing_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    former_unit: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(64))
    signed_by: Mapped[str | None] = mapped_column(String(64))
    signed_at = mapped_column(Moment)
    words = mapped_column(SealedText("passing_down.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
