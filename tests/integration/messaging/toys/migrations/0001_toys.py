"""The post, shelves and effects."""

import sqlalchemy as sa
from alembic import op

from shared.messaging.migrations import chain_post_v1, create_post_v1, cut_history_v1

revision = "0001"
down_revision = None


def upgrade():
    create_post_v1(op)
    chain_post_v1(op)
    cut_history_v1(op)
    op.create_table(
        "shelf",
        sa.Column("toy", sa.String(64), primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("colour", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "effect",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String(80), nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
    )
