"""What follows a reply: its proof of service (送达回证), and the performing of what it supported (执行)."""

from sqlalchemy import Date, ForeignKey, ForeignKeyConstraint, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.routing.models.base import Base
from shared.db import Moment, SealedText


class ProofOfService(Base):
    """A reply was brought to the petitioner, or that failed: how, when, who received it. One that was entered wrongly
    is struck out and counts no more."""

    __tablename__ = "proof_of_service"
    __table_args__ = (Index("ix_proof_of_service_referral", "referral_id", "at"),)

    proof_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("reply.referral_id"), nullable=False)
    means: Mapped[str] = mapped_column(String(16))
    on = mapped_column("served_on", Date, nullable=False)
    receiver = mapped_column(SealedText("proof_of_service.receiver"))
    post_number: Mapped[str | None] = mapped_column(String(64))
    words = mapped_column(SealedText("proof_of_service.words"))
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    struck_out_at = mapped_column(Moment)
    struck_out_by: Mapped[str | None] = mapped_column(String(64))
    struck_out_because = mapped_column(SealedText("proof_of_service.struck_out_because"))


class Reopening(Base):
    """Whoever sent a matter has it done again (重办): why. Its claims are with a newer order. `by` is nobody where a
    closed unit had not finished it."""

    __tablename__ = "reopening"

    referral_id = mapped_column(ForeignKey("reply.referral_id"), primary_key=True)
    cause: Mapped[str] = mapped_column(String(16))
    way: Mapped[str] = mapped_column(String(16))
    words = mapped_column(SealedText("reopening.words"), nullable=False)
    by: Mapped[str | None] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class ExecutionTask(Base):
    """A claim was supported: what was promised is performed, and that is reported, before the referral is closed;
    unless a review changed or revoked the opinion before it was."""

    __tablename__ = "execution_task"
    __table_args__ = (ForeignKeyConstraint(("referral_id", "claim_id"), ("answer.referral_id", "answer.claim_id")),)

    referral_id = mapped_column(ForeignKey("reply.referral_id"), primary_key=True)
    claim_id = mapped_column(Uuid, primary_key=True)
    opened_at = mapped_column(Moment, nullable=False)
    done_on = mapped_column(Date)
    words = mapped_column(SealedText("execution_task.words"))
    by: Mapped[str | None] = mapped_column(String(64))
    at = mapped_column(Moment)
    overturned_at = mapped_column(Moment)
