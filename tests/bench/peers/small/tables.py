"""What the stages keep: the same columns as their peers'."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db import Moment


class Base(DeclarativeBase):
    pass


class Matter(Base):
    __tablename__ = "matter"

    matter_no: Mapped[str] = mapped_column(Text, primary_key=True)
    petitioner: Mapped[str] = mapped_column(Text)
    narrative: Mapped[str] = mapped_column(Text)
    registered_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())


class Referral(Base):
    __tablename__ = "referral"

    referral_id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_no: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())


class Notice(Base):
    __tablename__ = "notice"

    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_no: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
