"""What petitioners withdrew, and what became of it."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0013"
down_revision = "0012"


def upgrade():
    op.create_table(
        "withdrawal",
        sa.Column("withdrawal_id", sa.Uuid, primary_key=True),
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), nullable=False),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("told_by", sa.String(16), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("recorded_by", sa.String(64), nullable=False),
        sa.Column("recording_unit", sa.String(64), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
    )
    op.create_index("ix_withdrawal_matter", "withdrawal", ["matter_no", "recorded_at"])
    op.create_table(
        "withdrawn_claim",
        sa.Column("withdrawal_id", sa.Uuid, sa.ForeignKey("withdrawal.withdrawal_id"), primary_key=True),
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("claim.claim_id"), primary_key=True),
        sa.Column("outcome", sa.String(16)),
        sa.Column("settled_at", Moment()),
    )
    op.create_index("ix_withdrawn_claim_claim", "withdrawn_claim", ["claim_id"])
