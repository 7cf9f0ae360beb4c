"""Whose opinion a reply is, whoever took its referral over since."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"

SAID_BY = "UPDATE reply SET unit = (SELECT unit FROM referral WHERE referral.referral_id = reply.referral_id)"


def upgrade():
    op.add_column("reply", sa.Column("unit", sa.String(64)))
    op.execute(SAID_BY)
    with op.batch_alter_table("reply") as table:
        table.alter_column("unit", existing_type=sa.String(64), nullable=False)
