"""Who objected, whoever took the referral over since; and objections by who must decide them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

SAID_BY = "UPDATE objection SET unit = (SELECT unit FROM referral WHERE referral.referral_id = objection.referral_id)"


def upgrade():
    op.add_column("objection", sa.Column("unit", sa.String(64)))
    op.execute(SAID_BY)
    with op.batch_alter_table("objection") as table:
        table.alter_column("unit", existing_type=sa.String(64), nullable=False)
    op.create_index("ix_objection_decider", "objection", ["decider", "referral_id"])
