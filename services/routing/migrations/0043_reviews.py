"""An opinion is reviewed and re-reviewed by orders of their own, and a hearing is held in a re-review."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0043"
down_revision = "0042"
OPEN = sa.text("closed_at IS NULL")


def upgrade():
    op.create_table(
        "review",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), primary_key=True),
        sa.Column("reviewed", sa.Uuid, sa.ForeignKey("reply.referral_id"), nullable=False),
        sa.Column("root", sa.Uuid, sa.ForeignKey("reply.referral_id"), nullable=False),
        sa.Column("reviewed_unit", sa.String(64), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_review_reviewed", "review", ["reviewed"], unique=True)
    op.create_index("ix_review_root", "review", ["root"])
    op.create_table(
        "hearing",
        sa.Column("hearing_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("review.referral_id"), nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("last_on", sa.Date),
        sa.Column("closing_words", sa.Text),
        sa.Column("closed_by", sa.String(64)),
        sa.Column("closed_at", Moment()),
    )
    op.create_index("ix_hearing_referral", "hearing", ["referral_id"])
    one_open = {"unique": True, "postgresql_where": OPEN, "sqlite_where": OPEN}
    op.create_index("ix_hearing_open", "hearing", ["referral_id"], **one_open)
