"""That a referral was given to another member of its unit, or passed down to a unit below."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0013"
down_revision = "0012"


def upgrade():
    op.create_table(
        "reassignment",
        sa.Column("reassignment_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), nullable=False),
        sa.Column("former", sa.String(64)),
        sa.Column("handler", sa.String(64), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_reassignment_referral", "reassignment", ["referral_id", "at"])
    op.create_table(
        "passing_down",
        sa.Column("passing_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), nullable=False),
        sa.Column("former_unit", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("signed_by", sa.String(64)),
        sa.Column("signed_at", Moment()),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_passing_down_referral", "passing_down", ["referral_id", "at"])
    op.create_index("ix_passing_down_unit", "passing_down", ["former_unit", "referral_id"])
