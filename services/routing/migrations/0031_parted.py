"""Of an order some claims are led into a statutory channel: they leave with an order of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
PARTED = sa.text("parted_from IS NOT NULL")


def upgrade():
    op.add_column("referral", sa.Column("parted_from", sa.Uuid))
    op.create_index("ix_referral_parted", "referral", ["parted_from"], postgresql_where=PARTED, sqlite_where=PARTED)
