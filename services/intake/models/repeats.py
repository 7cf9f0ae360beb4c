"""Which matters may be one, and what a person decided about it."""

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import Moment, SealedText


class ToCompare(Base):
    """A matter that nobody has compared with the others yet; `kept_at` is when its text was made recognisable."""

    __tablename__ = "matter_to_compare"

    matter_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    kept_at = mapped_column(Moment)


class TextBand(Base):
    """What a narrative is recognised by: texts that are alike have a band in common."""

    __tablename__ = "text_band"
    __table_args__ = (Index("ix_text_band_newest", "band", text("substr(matter_no, 4)"), "matter_no"),)

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    matter_no: Mapped[str] = mapped_column(String(24), primary_key=True)


class RepeatCandidate(Base):
    """Two matters, the later first, that may be one: how likely, and for which reasons."""

    __tablename__ = "repeat_candidate"
    __table_args__ = (Index("ix_repeat_candidate_other", "other_no"),)

    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    other_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    grade: Mapped[str] = mapped_column(String(16))
    reasons: Mapped[str] = mapped_column(String(200))
    likeness: Mapped[int]
    found_at = mapped_column(Moment, nullable=False)


class RepeatAnswer(Base):
    """What a person decided about two matters, the later first: REPEAT, JOINT or DIFFERENT; it is not asked again."""

    __tablename__ = "repeat_answer"
    __table_args__ = (Index("ix_repeat_answer_other", "other_no"),)

    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    other_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    answer: Mapped[str] = mapped_column(String(16))
    words = mapped_column(SealedText("repeat_answer.words"))
    answered_by: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(64))
    answered_at = mapped_column(Moment, nullable=False)
