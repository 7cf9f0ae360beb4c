"""Matters as routing knows them, their claims, and who declined one or withdrew."""

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.routing.models.base import Base
from shared.db import Moment, SealedText

ACCUSES = text("accused_index IS NOT NULL")
WAITS = dict.fromkeys(("postgresql_where", "sqlite_where"), text("triage_holder IS NOT NULL"))


class RoutedMatter(Base):
    """What routing must remember of a matter until every claim of it has been answered.

    `person_told` is the sequence of the event that told last who the petitioner is, `split_from` the matter that its
    claims were of before.
    """

    __tablename__ = "routed_matter"
    __table_args__ = (
        Index("ix_routed_matter_accused", "accused_index", postgresql_where=ACCUSES, sqlite_where=ACCUSES),
    )

    matter_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str | None] = mapped_column(String(16))
    registering_unit: Mapped[str] = mapped_column(String(64))
    accused_unit = mapped_column(SealedText("routed_matter.accused_unit"))
    accused_index: Mapped[str | None] = mapped_column(String(32))
    petitioner = mapped_column(SealedText("routed_matter.petitioner"), nullable=False)
    place = mapped_column(SealedText("routed_matter.place"))
    place_code: Mapped[str | None] = mapped_column(String(64))
    narrative = mapped_column(SealedText("routed_matter.narrative"), nullable=False)
    received_at = mapped_column(Moment, nullable=False)
    reply_by = mapped_column(Date)
    same_as: Mapped[str | None] = mapped_column(String(24))
    split_from: Mapped[str | None] = mapped_column(String(24))
    parties = mapped_column(SealedText("routed_matter.parties"))
    contacts: Mapped[int] = mapped_column(default=1)
    contacted_at = mapped_column(Moment)
    corrections: Mapped[int] = mapped_column(default=0, server_default="0")
    person_told: Mapped[int] = mapped_column(BigInteger, default=-1, server_default="-1")
    edition = mapped_column(ForeignKey("rules_edition.number"))
    event_id: Mapped[str] = mapped_column(String(64))

    claims: Mapped[list["RoutedClaim"]] = relationship(order_by="RoutedClaim.number", lazy="selectin")


class RoutedClaim(Base):
    """A claim and the one party that holds it: a referral's unit, or whoever must decide by hand; nobody once it is
    declined."""

    __tablename__ = "routed_claim"
    __table_args__ = (
        Index("ix_routed_claim_triage", "triage_holder", "received_at", "matter_no", **WAITS),
        Index("ix_routed_claim_waiting", "received_at", "matter_no", **WAITS),
        Index("ix_routed_claim_matter", "matter_no"),
        Index("ix_routed_claim_referral", "referral_id"),
    )

    claim_id = mapped_column(Uuid, primary_key=True)
    matter_no: Mapped[str] = mapped_column(ForeignKey("routed_matter.matter_no"))
    number: Mapped[int]
    category: Mapped[str] = mapped_column(String(32))
    text = mapped_column(SealedText("routed_claim.text"), nullable=False)
    facts = mapped_column(SealedText("routed_claim.facts"))
    referral_id = mapped_column(ForeignKey("referral.referral_id"))
    triage_holder: Mapped[str | None] = mapped_column(String(64))
    received_at = mapped_column(Moment)
    held = mapped_column(SealedText("routed_claim.held"))
    corrected: Mapped[int] = mapped_column(default=0, server_default="0")

    matter: Mapped[RoutedMatter] = relationship(back_populates="claims", lazy="raise")


class NonAcceptance(Base):
    """A person declined a claim that the law bars (不予受理, 不再受理)."""

    __tablename__ = "non_acceptance"

    claim_id = mapped_column(ForeignKey("routed_claim.claim_id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    article: Mapped[str] = mapped_column(String(200))
    words = mapped_column(SealedText("non_acceptance.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class ClaimWithdrawal(Base):
    """The petitioner withdrew a claim that was still in hand: nobody holds it any more."""

    __tablename__ = "claim_withdrawal"

    claim_id = mapped_column(ForeignKey("routed_claim.claim_id"), primary_key=True)
    withdrawal_id = mapped_column(Uuid, nullable=False)
    referral_id = mapped_column(ForeignKey("referral.referral_id"))
    at = mapped_column(Moment, nullable=False)


class Recusal(Base):
    """A member of staff with an interest in a matter withdrew from it, or was withdrawn by a head (回避)."""

    __tablename__ = "recusal"

    matter_no = mapped_column(ForeignKey("routed_matter.matter_no"), primary_key=True)
    username: Mapped[str] = mapped_column(String(64), primary_key=True)
    interest = mapped_column(SealedText("recusal.interest"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
