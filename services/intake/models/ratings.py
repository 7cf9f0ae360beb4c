"""What petitioners say an answer was worth (评价)."""

from sqlalchemy import Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import Moment, SealedText


class Rating(Base):
    """The newest of a matter counts, those before stay readable. `given_to` is who wrote it down at a desk; nobody
    where the petitioner did it alone. `unit` is who had answered."""

    __tablename__ = "rating"

    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    satisfaction: Mapped[str] = mapped_column(String(16))
    timely = mapped_column(Boolean, nullable=False)
    resolution: Mapped[str] = mapped_column(String(16))
    words = mapped_column(SealedText("rating.words"))
    unit: Mapped[str | None] = mapped_column(String(64))
    given_to: Mapped[str | None] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
