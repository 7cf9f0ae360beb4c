"""Corrections: what was written down wrongly stays readable beside what holds now."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.intake.models.base import Base
from shared.db import Moment, SealedText


class Correction(Base):
    """Somebody put something right, and why (更正)."""

    __tablename__ = "correction"

    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason = mapped_column(SealedText("correction.reason"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)

    values: Mapped[list["CorrectedValue"]] = relationship(lazy="selectin")


class CorrectedValue(Base):
    """One field of a correction: what it was and what it became, each as JSON; `claim_id` where it is a claim's."""

    __tablename__ = "corrected_value"
    __table_args__ = (ForeignKeyConstraint(["matter_no", "number"], ["correction.matter_no", "correction.number"]),)

    matter_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(String(16), primary_key=True)
    claim_id = mapped_column(ForeignKey("claim.claim_id"))
    before = mapped_column(SealedText("corrected_value.before"))
    after = mapped_column(SealedText("corrected_value.after"))


class FormerIndex(Base):
    """The blind index of a name or a telephone number that was corrected: whoever looks for it finds the matter."""

    __tablename__ = "former_index"

    value: Mapped[str] = mapped_column(String(32), primary_key=True)
    petitioner_id = mapped_column(ForeignKey("petitioner.petitioner_id"), primary_key=True)
