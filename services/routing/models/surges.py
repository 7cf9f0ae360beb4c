"""Early warnings: many matters from one place or about one unit within a few days."""

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.routing.models.base import Base
from shared.db import Moment, SealedText

OPEN = dict.fromkeys(("postgresql_where", "sqlite_where"), text("acknowledged_at IS NULL"))


class SurgeSign(Base):
    """A matter, and what it counts towards: its place by name, the unit it is about by code."""

    __tablename__ = "surge_sign"
    __table_args__ = (Index("ix_surge_sign_subject", "of", "subject", "received_at", "matter_no"),)

    matter_no = mapped_column(ForeignKey("routed_matter.matter_no"), primary_key=True)
    of: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(100))
    received_at = mapped_column(Moment, nullable=False)


class EarlyWarning(Base):
    """It was raised once the matters since `counted_from` were too many, and stands until a person takes notice."""

    __tablename__ = "early_warning"
    __table_args__ = (
        Index("ix_early_warning_open", "of", "subject", unique=True, **OPEN),
        Index("ix_early_warning_subject", "of", "subject", "acknowledged_at"),
        Index("ix_early_warning_newest", "raised_at", "warning_id"),
    )

    warning_id = mapped_column(Uuid, primary_key=True)
    of: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(100))
    counted_from = mapped_column(Moment, nullable=False)
    raised_at = mapped_column(Moment, nullable=False)
    acknowledged_at = mapped_column(Moment)
    acknowledged_by: Mapped[str | None] = mapped_column(String(64))
    words = mapped_column(SealedText("early_warning.words"))
