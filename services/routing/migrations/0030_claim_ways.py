"""The way of article 31 of each claim that was accepted."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade():
    op.create_table(
        "claim_way",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("acceptance.referral_id"), primary_key=True),
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("routed_claim.claim_id"), primary_key=True),
        sa.Column("path", sa.String(32), nullable=False),
    )
    op.create_index("ix_claim_way_claim_id", "claim_way", ["claim_id"])
