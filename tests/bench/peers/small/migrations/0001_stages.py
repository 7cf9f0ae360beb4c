"""The post, and the rows of the stages."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment
from shared.messaging.migrations import chain_post_v1, create_post_v1, cut_history_v1

revision = "0001"
down_revision = None


def upgrade():
    create_post_v1(op)
    chain_post_v1(op)
    cut_history_v1(op)
    create("matter", sa.Text, ("matter_no", "petitioner", "narrative"), "registered_at")
    create("referral", sa.Uuid, ("referral_id", "matter_no", "unit", "reason"), "made_at")
    create("notice", sa.Uuid, ("notice_id", "matter_no", "recipient", "body"), "created_at")


def create(name, kind, columns, at):
    key, *texts = columns
    op.create_table(
        name,
        sa.Column(key, kind, primary_key=True),
        *(sa.Column(text, sa.Text, nullable=False) for text in texts),
        sa.Column(at, Moment(), nullable=False, server_default=sa.func.now()),
    )
