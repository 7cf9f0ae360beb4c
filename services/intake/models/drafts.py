"""What somebody has typed into the call form and not registered yet."""

from sqlalchemy import Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import Moment, SealedText


class Draft(Base):
    """One call form on its way, for its owner's eyes only; `revision` tells a save from one that came in between.

    When it has ended only the row is left, so that a late save cannot bring it back: `matter_no` is what it became,
    None if it was discarded.
    """

    __tablename__ = "draft"
    __table_args__ = (
        Index(
            "ix_draft_owner",
            "owner",
            "saved_at",
            "draft_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_draft_saved", "saved_at"),
    )

    draft_id = mapped_column(Uuid, primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    saved_at = mapped_column(Moment, nullable=False)
    revision: Mapped[int]
    content = mapped_column(SealedText("draft.content"))
    ended_at = mapped_column(Moment)
    matter_no: Mapped[str | None] = mapped_column(String(24))
