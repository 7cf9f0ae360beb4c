"""A review (复查) or a re-review (复核) of an opinion, and the hearing (听证) that is held in one."""

from sqlalchemy import Date, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.routing.models.base import Base
from shared.db import Moment, SealedText

OPEN = {"postgresql_where": text("closed_at IS NULL"), "sqlite_where": text("closed_at IS NULL")}


class Review(Base):
    """The petitioner asked for it: `referral_id` is the order by which it is made, `reviewed` the one whose opinion
    it looks at, of `reviewed_unit`, and `root` the one that handled the claims, to whose unit they go back where it
    is revoked."""

    __tablename__ = "review"
    __table_args__ = (
        Index("ix_review_reviewed", "reviewed", unique=True),
        Index("ix_review_root", "root"),
    )

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    reviewed = mapped_column(ForeignKey("reply.referral_id"), nullable=False)
    root = mapped_column(ForeignKey("reply.referral_id"), nullable=False)
    reviewed_unit: Mapped[str] = mapped_column(String(64))
    level: Mapped[str] = mapped_column(String(16))
    asked_on = mapped_column(Date, nullable=False)
    words = mapped_column(SealedText("review.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)

    hearings: Mapped[list["Hearing"]] = relationship(order_by="Hearing.first_on", lazy="selectin")

    @property
    def open_hearing(self):
        """The one that goes on, so that the days do not count; None if there is none."""
        return next((hearing for hearing in self.hearings if hearing.closed_at is None), None)


class Hearing(Base):
    """A hearing in a re-review: from `first_on` to `last_on` no day counts; it was meant for `held_on`."""

    __tablename__ = "hearing"
    __table_args__ = (
        Index("ix_hearing_referral", "referral_id"),
        Index("ix_hearing_open", "referral_id", unique=True, **OPEN),
    )

    hearing_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("review.referral_id"), nullable=False)
    first_on = mapped_column(Date, nullable=False)
    held_on = mapped_column(Date, nullable=False)
    place: Mapped[str] = mapped_column(String(200))
    words = mapped_column(SealedText("hearing.words"), nullable=False)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    last_on = mapped_column(Date)
    closing_words = mapped_column(SealedText("hearing.closing_words"))
    closed_by: Mapped[str | None] = mapped_column(String(64))
    closed_at = mapped_column(Moment)
