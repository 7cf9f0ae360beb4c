"""What a petitioner withdrew: one claim or the whole matter, and what became of it."""

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.intake.models.base import Base
from shared.db import Moment, SealedText


class Withdrawal(Base):
    """The petitioner said that a claim, or the whole matter, need not be decided any more (撤回)."""

    __tablename__ = "withdrawal"
    __table_args__ = (Index("ix_withdrawal_matter", "matter_no", "recorded_at"),)

    withdrawal_id = mapped_column(Uuid, primary_key=True)
    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"))
    whole: Mapped[bool]
    channel: Mapped[str] = mapped_column(String(16))
    told_by: Mapped[str] = mapped_column(String(16))
    words = mapped_column(SealedText("withdrawal.words"), nullable=False)
    received_at = mapped_column(Moment, nullable=False)
    recorded_by: Mapped[str] = mapped_column(String(64))
    recording_unit: Mapped[str] = mapped_column(String(64))
    recorded_at = mapped_column(Moment, nullable=False)

    claims: Mapped[list["WithdrawnClaim"]] = relationship(lazy="selectin")


class WithdrawnClaim(Base):
    """A claim of it; `outcome` is said by whoever held the claim, and nothing until then."""

    __tablename__ = "withdrawn_claim"
    __table_args__ = (Index("ix_withdrawn_claim_claim", "claim_id"),)

    withdrawal_id = mapped_column(ForeignKey("withdrawal.withdrawal_id"), primary_key=True)
    claim_id = mapped_column(ForeignKey("claim.claim_id"), primary_key=True)
    outcome: Mapped[str | None] = mapped_column(String(16))
    settled_at = mapped_column(Moment)
