"""Applications, and the post."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment
from shared.directory.migrations import create_directory_v1
from shared.messaging.migrations import create_post_v1
from shared.web.idempotency import create_given_answer_v1

revision = "0001"
down_revision = None


def upgrade():
    create_post_v1(op)
    create_directory_v1(op)
    create_given_answer_v1(op)
    op.create_table(
        "application",
        sa.Column("application_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, nullable=False, unique=True),
        sa.Column("event_id", sa.String(64), nullable=False, unique=True),
        sa.Column("matter_no", sa.String(24), nullable=False, index=True),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("applicant", sa.Text, nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("address", sa.Text),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("narrative", sa.Text, nullable=False),
        sa.Column("claims", sa.Text, nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("article", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("reason_en", sa.String(200), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
    )
    op.create_index("ix_application_newest", "application", ["unit", "received_at", "application_id"])
