"""What was done on a referral: it was signed for, objected to, decided on, answered."""

from sqlalchemy import ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.routing.models.base import Base
from shared.db import Moment, SealedText


class Signature(Base):
    """A unit signed for a referral (签收)."""

    __tablename__ = "signature"

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class Acceptance(Base):
    """The petitioner was told in writing by which way and procedure the unit deals with it (书面告知、受理).

    `path` is the strictest of the ways of its claims; acceptances of the time before each claim had its own have no
    `ways`, and their path is that of every claim.
    """

    __tablename__ = "acceptance"

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(32))
    words = mapped_column(SealedText("acceptance.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)

    ways: Mapped[list["ClaimWay"]] = relationship(lazy="selectin")

    def way_of(self, claim_id):
        return next((way.path for way in self.ways if way.claim_id == claim_id), self.path)


class ClaimWay(Base):
    """By which way of article 31 one claim of an accepted order is dealt with."""

    __tablename__ = "claim_way"

    referral_id = mapped_column(ForeignKey("acceptance.referral_id"), primary_key=True)
    claim_id = mapped_column(ForeignKey("routed_claim.claim_id"), primary_key=True, index=True)
    path: Mapped[str] = mapped_column(String(32))


class Objection(Base):
    """A unit holding a referral said that it is not competent (异议), and who must decide about that. `unit` is who
    said so, whoever took its referral over since."""

    __tablename__ = "objection"
    __table_args__ = (
        Index("ix_objection_referral", "referral_id"),
        Index("ix_objection_decider", "decider", "referral_id"),
    )

    objection_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    unit: Mapped[str] = mapped_column(String(64))
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
    """A unit answered every claim of a referral (答复): who drafted it, and who checked and released it. `unit` is
    whose opinion it is, whoever took its referral over since.

    Replies of the time before a second person checked them have no `checked_by`.
    """

    __tablename__ = "reply"

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    unit: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    remedy = mapped_column(SealedText("reply.remedy"))
    law_explained = mapped_column(SealedText("reply.law_explained"))
    checked_by: Mapped[str | None] = mapped_column(String(64))

    answers: Mapped[list["Answer"]] = relationship(lazy="selectin")


class Answer(Base):
    """The answer to one claim, with the law it rests on; another one where it was done again. `path` is its way of
    article 31 where the petitioner was first told of it with the reply."""

    __tablename__ = "answer"

    referral_id = mapped_column(ForeignKey("reply.referral_id"), primary_key=True)
    claim_id = mapped_column(ForeignKey("routed_claim.claim_id"), primary_key=True, index=True)
    outcome: Mapped[str] = mapped_column(String(16))
    facts = mapped_column(SealedText("answer.facts"), nullable=False)
    legal_basis: Mapped[str] = mapped_column(Text)
    path: Mapped[str | None] = mapped_column(String(32))
