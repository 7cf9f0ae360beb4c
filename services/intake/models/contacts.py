"""Contacts: each time a petitioner called, came or wrote about a matter."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import Moment, SealedText


class Contact(Base):
    """One call, visit or letter (来电、来访、来信). The first is that of the registration: its words are the matter's
    narrative."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_counted", "channel", "received_at"),)

    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[str] = mapped_column(String(16))
    received_at = mapped_column(Moment, nullable=False)
    words = mapped_column(SealedText("contact.words"))
    recorded_by: Mapped[str] = mapped_column(String(64))
    recording_unit: Mapped[str] = mapped_column(String(64))
    recorded_at = mapped_column(Moment, nullable=False)
