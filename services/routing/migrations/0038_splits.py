"""Claims become a matter of their own: which matter and which order they were of before."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
SPLIT = sa.text("split_from IS NOT NULL")


def upgrade():
    op.add_column("routed_matter", sa.Column("split_from", sa.String(24)))
    op.add_column("referral", sa.Column("split_from", sa.Uuid))
    op.create_index("ix_referral_split", "referral", ["split_from"], postgresql_where=SPLIT, sqlite_where=SPLIT)
