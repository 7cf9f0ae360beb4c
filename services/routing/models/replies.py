"""A reply before it leaves the house: its draft, who wrote it, and the second person who checked it (两人把关)."""

from datetime import UTC

from sqlalchemy import ForeignKey, Index, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.routing.models.base import Base
from shared.db import Moment, SealedText

UNDECIDED = {"postgresql_where": text("decided_at IS NULL"), "sqlite_where": text("decided_at IS NULL")}


class ReplyDraft(Base):
    """What a unit means to reply; nobody is told of it before it was checked."""

    __tablename__ = "reply_draft"

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    law_explained = mapped_column(SealedText("reply_draft.law_explained"))
    remedy = mapped_column(SealedText("reply_draft.remedy"))
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)

    answers: Mapped[list["DraftAnswer"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    authors: Mapped[list["DraftAuthor"]] = relationship(lazy="selectin")

    @property
    def saving(self):
        """Which saving of it this is: whoever writes on says which one they saw."""
        return self.at.astimezone(UTC).isoformat()


class DraftAnswer(Base):
    """What is drafted about one claim, as far as it is written; its way of article 31 where none was told yet."""

    __tablename__ = "draft_answer"

    referral_id = mapped_column(ForeignKey("reply_draft.referral_id"), primary_key=True)
    claim_id = mapped_column(Uuid, primary_key=True)
    outcome: Mapped[str | None] = mapped_column(String(16))
    facts = mapped_column(SealedText("draft_answer.facts"))
    legal_basis: Mapped[str | None] = mapped_column(Text)
    path: Mapped[str | None] = mapped_column(String(32))


class DraftAuthor(Base):
    """Somebody who wrote at a draft: another person checks it."""

    __tablename__ = "draft_author"

    referral_id = mapped_column(ForeignKey("reply_draft.referral_id"), primary_key=True)
    username: Mapped[str] = mapped_column(String(64), primary_key=True)


class ReplyCheck(Base):
    """A reply was sent to be checked (送审), and what came of it: released, sent back, recalled by its unit, or
    passed on where the unit that had to check it was closed.

    `unit` is a unit above the one that holds the referral where nobody else there could check it. `ticked` are the
    points that were found in order.
    """

    __tablename__ = "reply_check"
    __table_args__ = (
        Index("ix_reply_check_referral", "referral_id", "sent_at"),
        Index("ix_reply_check_open", "referral_id", unique=True, **UNDECIDED),
    )

    check_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    unit: Mapped[str | None] = mapped_column(String(64))
    sent_by: Mapped[str] = mapped_column(String(64))
    sent_at = mapped_column(Moment, nullable=False)
    ended_as: Mapped[str | None] = mapped_column(String(16))
    ticked: Mapped[str | None] = mapped_column(String(100))
    words = mapped_column(SealedText("reply_check.words"))
    decided_by: Mapped[str | None] = mapped_column(String(64))
    decided_at = mapped_column(Moment)
