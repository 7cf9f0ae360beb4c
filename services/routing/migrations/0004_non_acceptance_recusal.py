"""Claims that are not accepted, the matter in hand that another one brings up again, and who withdrew from one."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0004"
down_revision = "0003"


def upgrade():
    let_claims_be_declined()
    let_handlers_withdraw()


def let_claims_be_declined():
    op.add_column("routed_matter", sa.Column("same_as", sa.String(24)))
    op.create_table(
        "non_acceptance",
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("routed_claim.claim_id"), primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("article", sa.String(200), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )


def let_handlers_withdraw():
    op.create_table(
        "recusal",
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("routed_matter.matter_no"), primary_key=True),
        sa.Column("username", sa.String(64), primary_key=True),
        sa.Column("interest", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
