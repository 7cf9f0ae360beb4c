"""Units that assist the one that holds a referral."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0014"
down_revision = "0013"
OPEN = sa.text("ended_at IS NULL")
DUE = sa.text("coalesce(due_on, '9999-12-31')")


def upgrade():
    op.create_table(
        "assistance",
        sa.Column("assistance_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("ended_at", Moment()),
        sa.Column("ended_as", sa.String(16)),
        sa.Column("ended_by", sa.String(64)),
        sa.Column("words", sa.Text),
    )
    op.create_index("ix_assistance_referral", "assistance", ["referral_id", "at"])
    op.create_index("ix_assistance_unit", "assistance", ["unit", "referral_id"])
    once = {"unique": True, "postgresql_where": OPEN, "sqlite_where": OPEN}
    op.create_index("ix_assistance_once", "assistance", ["referral_id", "unit"], **once)
    desk = ["unit", DUE, "at", "assistance_id"]
    op.create_index("ix_assistance_desk", "assistance", desk, postgresql_where=OPEN, sqlite_where=OPEN)
