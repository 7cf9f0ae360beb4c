"""Splits: claims of a matter that become a matter of their own."""

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.intake.models.base import Base
from shared.db import Moment, SealedText


class Split(Base):
    """Somebody found that a matter is several (拆分). Number and query code are kept for the new one from the start.

    `outcome` comes from routing, which alone knows whether a unit has taken the claims up meanwhile; `why` where it
    did not happen.
    """

    __tablename__ = "split"
    __table_args__ = (Index("ix_split_matter", "matter_no", "at"),)

    split_id = mapped_column(Uuid, primary_key=True)
    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"))
    new_no: Mapped[str] = mapped_column(String(24), unique=True)
    query_code = mapped_column(SealedText("split.query_code"), nullable=False)
    reason = mapped_column(SealedText("split.reason"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    outcome: Mapped[str | None] = mapped_column(String(16))
    why: Mapped[str | None] = mapped_column(String(16))
    settled_at = mapped_column(Moment)

    claims: Mapped[list["SplitClaim"]] = relationship(order_by="SplitClaim.number", lazy="selectin")


class SplitClaim(Base):
    """A claim of it; `number` is the one it has in the new matter, `former` the one it had."""

    __tablename__ = "split_claim"
    __table_args__ = (Index("ix_split_claim_claim", "claim_id"),)

    split_id = mapped_column(ForeignKey("split.split_id"), primary_key=True)
    claim_id = mapped_column(ForeignKey("claim.claim_id"), primary_key=True)
    number: Mapped[int]
    former: Mapped[int]
