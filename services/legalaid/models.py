"""Applications for legal aid, from the draft that a referral opens."""

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, foreign, mapped_column, relationship

from shared.clocks.rows import ClimbedRow, ClockRow
from shared.correcting import CorrectedRow
from shared.db import Moment, SealedText
from shared.reaching import ReachRow


class Base(DeclarativeBase):
    pass


class Clock(ClockRow, Base):
    """A time limit of an application."""


class Climbed(ClimbedRow, Base):
    """A reminder, a chase or an escalation of a clock."""


class Application(Base):
    __tablename__ = "application"
    __table_args__ = (Index("ix_application_newest", "unit", "received_at", "application_id"),)

    application_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(Uuid, nullable=False, unique=True)
    event_id: Mapped[str] = mapped_column(String(64), unique=True)
    matter_no: Mapped[str] = mapped_column(String(24), index=True)
    unit: Mapped[str] = mapped_column(String(64))
    sender: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20))
    applicant = mapped_column(SealedText("application.applicant"), nullable=False)
    phone = mapped_column(SealedText("application.phone"))
    address = mapped_column(SealedText("application.address"))
    groups = mapped_column(JSON, nullable=False)
    reach = mapped_column(SealedText("application.reach"))
    place = mapped_column(SealedText("application.place"))
    narrative = mapped_column(SealedText("application.narrative"), nullable=False)
    claims = mapped_column(SealedText("application.claims"), nullable=False)
    rule: Mapped[str] = mapped_column(String(64))
    article: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(200))
    reason_en: Mapped[str] = mapped_column(String(200))
    received_at = mapped_column(Moment, nullable=False)

    withdrawal: Mapped["Withdrawal | None"] = relationship(lazy="raise")
    clocks: Mapped[list[Clock]] = relationship(
        primaryjoin=lambda: foreign(Clock.subject_id) == Application.application_id,
        order_by=lambda: (Clock.due_on, Clock.rule),
        viewonly=True,
        lazy="selectin",
    )


class Withdrawal(Base):
    """Legal aid is not wanted (撤回): who said so, how, and in which words. The application stays readable."""

    __tablename__ = "withdrawal"

    application_id = mapped_column(ForeignKey("application.application_id"), primary_key=True)
    told_by: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(16))
    words = mapped_column(SealedText("aid_withdrawal.words"), nullable=False)
    recorded_by: Mapped[str] = mapped_column(String(64))
    recorded_at = mapped_column(Moment, nullable=False)


class KnownReach(ReachRow, Base):
    """How the petitioner of a matter asked to be reached since."""


class Corrected(CorrectedRow, Base):
    """Who the petitioner of a matter is after a correction."""
