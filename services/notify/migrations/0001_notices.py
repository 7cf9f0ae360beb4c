"""Notices, and the post."""

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
        "notice",
        sa.Column("notice_id", sa.Uuid, primary_key=True),
        sa.Column("event_id", sa.String(64), nullable=False),
        sa.Column("matter_no", sa.String(24), nullable=False),
        sa.Column("confidential", sa.Boolean, nullable=False),
        sa.Column("registering_unit", sa.String(64), nullable=False),
        sa.Column("accused_index", sa.String(32)),
        sa.Column("template", sa.String(32), nullable=False),
        sa.Column("recipient", sa.String(16), nullable=False),
        sa.Column("unit", sa.String(64)),
        sa.Column("means", sa.String(16), nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("next_attempt_at", Moment()),
        sa.Column("sent_at", Moment()),
        sa.Column("handed_over_by", sa.String(64)),
        sa.Column("error", sa.String(200)),
        sa.UniqueConstraint("event_id", "template", "recipient", name="one_notice_owed_once"),
    )
    op.create_index("ix_notice_newest", "notice", ["created_at", "notice_id"])
    op.create_index("ix_notice_matter", "notice", ["matter_no"])
    op.create_index("ix_notice_unit", "notice", ["unit", "created_at"])
    queued = sa.text("state = 'queued'")
    op.create_index("ix_notice_queued", "notice", ["next_attempt_at"], postgresql_where=queued, sqlite_where=queued)
