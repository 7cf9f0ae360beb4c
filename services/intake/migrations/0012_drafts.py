"""Drafts of the call form."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0012"
down_revision = "0011"


def upgrade():
    op.create_table(
        "draft",
        sa.Column("draft_id", sa.Uuid, primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("ended_at", Moment()),
        sa.Column("matter_no", sa.String(24)),
    )
    not_ended = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_draft_owner",
        "draft",
        ["owner", "saved_at", "draft_id"],
        sqlite_where=not_ended,
        postgresql_where=not_ended,
    )
    op.create_index("ix_draft_saved", "draft", ["saved_at"])
