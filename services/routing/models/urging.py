"""Orders that press a unit to do what it holds: chasers and supervisions, what the unit answered, what came of it."""

from sqlalchemy import Date, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.routing.models.base import Base
from shared.db import Moment, SealedText

UNENDED = {"postgresql_where": text("ended_at IS NULL"), "sqlite_where": text("ended_at IS NULL")}
IN_FORCE = "ended_at IS NULL AND kind <> 'CHASE'"


class UrgingOrder(Base):
    """A chaser (催办), a supervision (督办) or a listed one (挂牌督办) of the unit that holds a referral.

    `office` is the unit that presses and judges the answer; `by` is nobody where the city's own numbers did it. A
    chaser asks for no answer, so it never ends; of supervisions one at a time is in force. `mend_by` is the day by
    which an answer that was refused is to be mended.
    """

    __tablename__ = "urging_order"
    __table_args__ = (
        Index("ix_urging_order_referral", "referral_id", "at"),
        Index(
            "ix_urging_order_in_force",
            "referral_id",
            unique=True,
            postgresql_where=text(IN_FORCE),
            sqlite_where=text(IN_FORCE),
        ),
        Index("ix_urging_order_mend", "mend_by", **UNENDED),
    )

    order_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(64))
    office: Mapped[str] = mapped_column(String(64))
    cause: Mapped[str] = mapped_column(String(20))
    words = mapped_column(SealedText("urging_order.words"), nullable=False)
    reply_by = mapped_column(Date)
    by: Mapped[str | None] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    mend_by = mapped_column(Date)
    ended_at = mapped_column(Moment)
    ended_as: Mapped[str | None] = mapped_column(String(16))

    answers: Mapped[list["SupervisionAnswer"]] = relationship(order_by="SupervisionAnswer.at", lazy="selectin")

    @property
    def is_automatic(self):
        """Whether the city's own numbers issued it."""
        return self.kind != "CHASE" and self.by is None

    @property
    def in_force(self):
        return self.kind != "CHASE" and self.ended_at is None

    @property
    def open_answer(self):
        """The answer that its supervisor has not judged yet."""
        return next((answer for answer in self.answers if answer.decision is None), None)


class SupervisionAnswer(Base):
    """What a supervised unit says it has done (督办反馈)."""

    __tablename__ = "supervision_answer"
    __table_args__ = (Index("ix_supervision_answer_order", "order_id"),)

    answer_id = mapped_column(Uuid, primary_key=True)
    order_id = mapped_column(ForeignKey("urging_order.order_id"), nullable=False)
    words = mapped_column(SealedText("supervision_answer.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)

    decision: Mapped["AnswerDecision | None"] = relationship(lazy="selectin")


class AnswerDecision(Base):
    """The supervisor accepted an answer, or refused it and said why."""

    __tablename__ = "answer_decision"

    answer_id = mapped_column(ForeignKey("supervision_answer.answer_id"), primary_key=True)
    accepted: Mapped[bool]
    words = mapped_column(SealedText("answer_decision.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
