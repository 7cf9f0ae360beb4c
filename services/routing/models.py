"""Places, matters as routing knows them, referral orders, and the acts done on them."""

from sqlalchemy import Date, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, foreign, mapped_column, relationship

from shared.clocks.rows import ClimbedRow, ClockRow
from shared.db import Moment, SealedText
from shared.errors import NotFound, Refused


class Base(DeclarativeBase):
    pass


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


class Place(Base):
    """A township or village today, an old name, and the unit that has the territory."""

    __tablename__ = "place"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(16))
    unit: Mapped[str] = mapped_column(String(64))
    now_called: Mapped[str | None] = mapped_column(String(100))


class CityEdition(Base):
    """Counts up whenever places change, so that every process knows when to read them again."""

    __tablename__ = "city_edition"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    last: Mapped[int]


class Clock(ClockRow, Base):
    """A time limit of a matter: of the matter itself, of a referral, or of a claim's limitation."""


class Climbed(ClimbedRow, Base):
    """A reminder, a chase or an escalation of a clock."""


class RulesEdition(Base):
    """The city's rules as published, whole and never changed; in force from a day until the next edition."""

    __tablename__ = "rules_edition"

    number: Mapped[int] = mapped_column(primary_key=True)
    valid_from = mapped_column(Date, nullable=False, unique=True)
    text: Mapped[str] = mapped_column(Text)
    published_at = mapped_column(Moment, nullable=False)
    published_by: Mapped[str | None] = mapped_column(String(64))


class RoutedMatter(Base):
    """What routing must remember of a matter until every claim of it has been answered."""

    __tablename__ = "routed_matter"

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
    edition = mapped_column(ForeignKey("rules_edition.number"))
    event_id: Mapped[str] = mapped_column(String(64))

    claims: Mapped[list["RoutedClaim"]] = relationship(order_by="RoutedClaim.number", lazy="selectin")


class RoutedClaim(Base):
    """A claim and the one party that holds it: a referral's unit, or whoever must decide by hand; nobody once it is
    declined."""

    __tablename__ = "routed_claim"
    __table_args__ = (
        Index("ix_routed_claim_triage", "triage_holder", "matter_no"),
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
    held = mapped_column(SealedText("routed_claim.held"))

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


class Recusal(Base):
    """A member of staff with an interest in a matter withdrew from it, or was withdrawn by a head (回避)."""

    __tablename__ = "recusal"

    matter_no = mapped_column(ForeignKey("routed_matter.matter_no"), primary_key=True)
    username: Mapped[str] = mapped_column(String(64), primary_key=True)
    interest = mapped_column(SealedText("recusal.interest"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


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


class Signature(Base):
    """A unit signed for a referral (签收)."""

    __tablename__ = "signature"

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class Objection(Base):
    """A unit holding a referral said that it is not competent (异议), and who must decide about that."""

    __tablename__ = "objection"
    __table_args__ = (Index("ix_objection_referral", "referral_id"),)

    objection_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    reason: Mapped[str] = mapped_column(String(32))
    explanation = mapped_column(SealedText("objection.explanation"), nullable=False)
    competent_unit: Mapped[str | None] = mapped_column(String(64))
    decider: Mapped[str] = mapped_column(String(64))
    disputed: Mapped[bool]
    state_before: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)

    decision: Mapped["ObjectionDecision | None"] = relationship(lazy="selectin")


class ObjectionDecision(Base):
    """What the decider said to an objection; `unit` is whom a common superior made competent."""

    __tablename__ = "objection_decision"

    objection_id = mapped_column(ForeignKey("objection.objection_id"), primary_key=True)
    agreed: Mapped[bool]
    words = mapped_column(SealedText("objection_decision.words"), nullable=False)
    unit: Mapped[str | None] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class Reply(Base):
    """A unit answered every claim of a referral (答复)."""

    __tablename__ = "reply"

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    remedy = mapped_column(SealedText("reply.remedy"))

    answers: Mapped[list["Answer"]] = relationship(lazy="selectin")


class Answer(Base):
    """The answer to one claim, with the law it rests on."""

    __tablename__ = "answer"

    claim_id = mapped_column(ForeignKey("routed_claim.claim_id"), primary_key=True)
    referral_id = mapped_column(ForeignKey("reply.referral_id"), nullable=False, index=True)
    outcome: Mapped[str] = mapped_column(String(16))
    facts = mapped_column(SealedText("answer.facts"), nullable=False)
    legal_basis: Mapped[str] = mapped_column(Text)
