"""Claims that their petitioner withdrew."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0025"
down_revision = "0024"


def upgrade():
    op.create_table(
        "claim_withdrawal",
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("routed_claim.claim_id"), primary_key=True),
        sa.Column("withdrawal_id", sa.Uuid, nullable=False),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id")),
        sa.Column("at", Moment(), nullable=False),
    )
    op.add_column("decided_claim", sa.Column("withdrawn_at", Moment()))
