"""Who looked into a person's history."""

from uuid import uuid4

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import Moment


class Look(Base):
    """One look (查阅): who, when, by which door, why, at which matter or for whom. Written once, changed by nothing.

    Whom somebody searched for stands here as a digest. No foreign key: a look waits for no change of its matter.
    """

    __tablename__ = "look"
    __table_args__ = (
        Index("ix_look_newest", "at", "look_id"),
        Index("ix_look_matter", "matter_no", "at", "look_id"),
        Index("ix_look_person", "username", "at", "look_id"),
        Index("ix_look_asked", "asked", "at", "look_id"),
    )

    look_id: Mapped[str] = mapped_column(Uuid, primary_key=True, default=uuid4)
    at = mapped_column(Moment, nullable=False)
    username: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(64))
    door: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(16))
    matter_no: Mapped[str | None] = mapped_column(String(24))
    asked: Mapped[str | None] = mapped_column(String(32))
