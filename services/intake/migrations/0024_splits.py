"""Claims of a matter that become a matter of their own."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0024"
down_revision = "0023"


def upgrade():
    op.create_table(
        "split",
        sa.Column("split_id", sa.Uuid, primary_key=True),
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), nullable=False),
        sa.Column("new_no", sa.String(24), nullable=False, unique=True),
        sa.Column("query_code", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("why", sa.String(16)),
        sa.Column("settled_at", Moment()),
    )
    op.create_index("ix_split_matter", "split", ["matter_no", "at"])
    op.create_table(
        "split_claim",
        sa.Column("split_id", sa.Uuid, sa.ForeignKey("split.split_id"), primary_key=True),
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("claim.claim_id"), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("former", sa.Integer, nullable=False),
    )
    op.create_index("ix_split_claim_claim", "split_claim", ["claim_id"])
