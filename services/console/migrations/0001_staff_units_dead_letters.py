"""Staff, units, dead letters, queue readings, and the post."""

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
        "unit",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("superior", sa.String(64)),
        sa.Column("mail", sa.String(200)),
        sa.Column("phone", sa.String(200)),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "staff",
        sa.Column("username", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("signed_out_before", Moment()),
    )
    op.create_table(
        "dead_letter",
        sa.Column("reader", sa.String(64), primary_key=True),
        sa.Column("event_id", sa.String(80), primary_key=True),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("about", sa.String(200)),
        sa.Column("error", sa.String(400), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("first_failed_at", Moment(), nullable=False),
        sa.Column("failed_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment()),
        sa.Column("redriven_at", Moment()),
        sa.Column("redriven_by", sa.String(64)),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )
    op.create_index(
        "ix_dead_letter_open",
        "dead_letter",
        ["failed_at"],
        postgresql_where=sa.text("settled_at IS NULL"),
        sqlite_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "reconciliation",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment()),
        sa.Column("findings", sa.JSON),
        sa.Column("emptied", sa.Integer),
    )
    op.create_table(
        "queue_reading",
        sa.Column("queue", sa.String(64), primary_key=True),
        sa.Column("depth", sa.Integer),
        sa.Column("consumers", sa.Integer),
        sa.Column("unsent", sa.Integer),
        sa.Column("waiting", sa.Integer),
        sa.Column("read_at", Moment()),
        sa.Column("tried_at", Moment(), nullable=False),
    )
