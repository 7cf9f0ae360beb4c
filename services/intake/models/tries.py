"""How often somebody tried a query code."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import Moment


class Tries(Base):
    """How many times in an hour somebody tried a query code; who, or which code, stands here as a digest."""

    __tablename__ = "tries"
    __table_args__ = (Index("ix_tries_began", "began_at"),)

    who: Mapped[str] = mapped_column(String(32), primary_key=True)
    began_at = mapped_column(Moment, primary_key=True)
    last: Mapped[int]
