"""Mediation while a referral is in hand (调解): who consented, each session, and how it ended."""

from sqlalchemy import Date, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.routing.models.base import Base
from shared.db import Moment, SealedText

OPEN = {"postgresql_where": text("ended_at IS NULL"), "sqlite_where": text("ended_at IS NULL")}


class Mediation(Base):
    """Both sides agreed to be mediated; it ends with an agreement or without one. One at a time on a referral.

    `began_on` is when they agreed to it, `at` when that was entered. `outcome` are the terms of the agreement, or why
    it failed; `effective_on` is when the agreement took effect, `clock_id` its clock of 司法确认: an order may have
    several agreements, each with its own thirty days.
    """

    __tablename__ = "mediation"
    __table_args__ = (
        Index("ix_mediation_referral", "referral_id", "at"),
        Index("ix_mediation_open", "referral_id", unique=True, **OPEN),
    )

    mediation_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    mediator: Mapped[str] = mapped_column(String(200))
    other_side = mapped_column(SealedText("mediation.other_side"), nullable=False)
    began_on = mapped_column(Date, nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    ended_at = mapped_column(Moment)
    ended_as: Mapped[str | None] = mapped_column(String(16))
    ended_by: Mapped[str | None] = mapped_column(String(64))
    outcome = mapped_column(SealedText("mediation.outcome"))
    effective_on = mapped_column(Date)
    clock_id = mapped_column(Uuid)

    sessions: Mapped[list["MediationSession"]] = relationship(order_by="MediationSession.at", lazy="selectin")
    confirmation: Mapped["MediationConfirmation | None"] = relationship(lazy="selectin")


class MediationSession(Base):
    """The sides met with the mediator, and what came of it."""

    __tablename__ = "mediation_session"
    __table_args__ = (Index("ix_mediation_session_mediation", "mediation_id", "at"),)

    session_id = mapped_column(Uuid, primary_key=True)
    mediation_id = mapped_column(ForeignKey("mediation.mediation_id"), nullable=False)
    held_on = mapped_column(Date, nullable=False)
    words = mapped_column(SealedText("mediation_session.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class MediationConfirmation(Base):
    """Both sides asked the court to confirm their agreement (司法确认)."""

    __tablename__ = "mediation_confirmation"

    mediation_id = mapped_column(ForeignKey("mediation.mediation_id"), primary_key=True)
    asked_on = mapped_column(Date, nullable=False)
    words = mapped_column(SealedText("mediation_confirmation.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class SteeredAway(Base):
    """The unit led an order into a statutory channel and told the petitioner in writing where to go (引导)."""

    __tablename__ = "steered_away"

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(32))
    door: Mapped[str] = mapped_column(String(200))
    words = mapped_column(SealedText("steered_away.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
