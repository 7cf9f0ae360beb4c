"""That the petitioner was told in writing by which way and procedure a referral is dealt with."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0010"
down_revision = "0009"


def upgrade():
    op.create_table(
        "acceptance",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), primary_key=True),
        sa.Column("path", sa.String(32), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
