"""Consultations that were answered on the spot."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import Moment, SealedText


class Consultation(Base):
    """The legal answer to a consultation (当场答复), and when the person was told of the right to apply for aid."""

    __tablename__ = "consultation"
    __table_args__ = (Index("ix_consultation_newest", "answered_at", "matter_no", "channel"),)

    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    words = mapped_column(SealedText("consultation.words"), nullable=False)
    legal_basis: Mapped[str] = mapped_column(String(200))
    aid_explained_at = mapped_column(Moment, nullable=False)
    answered_by: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(64))
    answered_at = mapped_column(Moment, nullable=False)
