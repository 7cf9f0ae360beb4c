"""Referral orders, what each may still suffer, and on what its claims rest."""

from sqlalchemy import Date, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from services.routing.models.acts import Objection, Reply, Signature
from services.routing.models.base import Base
from services.routing.models.clocks import Clock
from services.routing.models.matters import RoutedClaim, RoutedMatter
from services.routing.models.urging import UrgingOrder
from shared.db import Moment, SealedText
from shared.errors import NotFound, Refused


class AlreadySigned(Refused):
    """这份交办件已经签收过了"""


class NotSignedFor(Refused):
    """请先签收，再答复"""


class AlreadyAnswered(Refused):
    """这份交办件已经答复"""


class UnderObjection(Refused):
    """异议还没有决定，决定之前不能办理这一步"""


class AlreadyReturned(Refused):
    """这份交办件已经退回，不再由本单位办理"""


class NothingObjected(Refused):
    """这份交办件没有待决定的异议"""


class NotAnsweredHere(Refused):
    """这份交办件已导入法定途径或移送系统外机关，不在这里签收、答复"""


class ReferralOrder(Base):
    """A transfer, an assignment or a steering: the thing that changes hands."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_desk", "unit", "state", "made_at"),
        Index("ix_referral_sent", "sender", "made_at"),
        Index("ix_referral_matter", "matter_no"),
    )

    referral_id = mapped_column(Uuid, primary_key=True)
    matter_no: Mapped[str] = mapped_column(ForeignKey("routed_matter.matter_no"))
    kind: Mapped[str] = mapped_column(String(16))
    sender: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(64))
    rule: Mapped[str] = mapped_column(String(64))
    article: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(200))
    reason_en: Mapped[str] = mapped_column(String(200))
    decided_by: Mapped[str | None] = mapped_column(String(64))
    approver: Mapped[str | None] = mapped_column(String(64))
    overridden: Mapped[str | None] = mapped_column(String(200))
    made_at = mapped_column(Moment, nullable=False)
    reply_by = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20))

    matter: Mapped[RoutedMatter] = relationship(lazy="joined", innerjoin=True)
    claims: Mapped[list[RoutedClaim]] = relationship(
        secondary="decided_claim", order_by=RoutedClaim.number, lazy="selectin", viewonly=True
    )
    decided: Mapped[list["DecidedClaim"]] = relationship(lazy="selectin")
    objections: Mapped[list["Objection"]] = relationship(order_by="Objection.at", lazy="selectin")
    signature: Mapped["Signature | None"] = relationship(lazy="selectin")
    reply: Mapped["Reply | None"] = relationship(lazy="selectin")
    urgings: Mapped[list["UrgingOrder"]] = relationship(order_by="UrgingOrder.at", lazy="selectin")
    clocks: Mapped[list[Clock]] = relationship(
        primaryjoin=lambda: foreign(Clock.subject_id) == ReferralOrder.referral_id,
        order_by=lambda: (Clock.due_on, Clock.rule),
        viewonly=True,
        lazy="selectin",
    )

    def must_be_held_by(self, unit):
        if self.unit != unit:
            raise NotFound

    @property
    def open_objection(self):
        return next((objection for objection in self.objections if objection.decision is None), None)

    @property
    def supervision(self):
        """The supervision that is in force; None if there is none."""
        return next((order for order in self.urgings if order.in_force), None)

    def must_be_open_to_objection(self):
        self._must_be_answered_here()
        if self.state == "ANSWERED":
            raise AlreadyAnswered

    def must_be_objected_to(self):
        if self.state != "OBJECTED":
            raise NothingObjected

    def must_await_signature(self):
        self._must_be_answered_here()
        if self.state != "AWAITING_SIGN":
            raise AlreadySigned

    def must_be_in_progress(self):
        self._must_be_answered_here()
        if self.state == "AWAITING_SIGN":
            raise NotSignedFor
        if self.state == "ANSWERED":
            raise AlreadyAnswered

    def _must_be_answered_here(self):
        if self.state in ("STEERED", "HANDED_OUTSIDE"):
            raise NotAnsweredHere
        if self.state == "OBJECTED":
            raise UnderObjection
        if self.state == "RETURNED":
            raise AlreadyReturned


class DecidedClaim(Base):
    """A claim that a referral brought to its unit, and on what that rests; kept when the referral goes back."""

    __tablename__ = "decided_claim"
    __table_args__ = (Index("ix_decided_claim_claim", "claim_id"),)

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    claim_id = mapped_column(ForeignKey("routed_claim.claim_id"), primary_key=True)
    basis = mapped_column(SealedText("decided_claim.basis"))
