"""That more time was asked for, what was decided, and what extended a clock."""

import sqlalchemy as sa
from alembic import op

from shared.clocks.rows import add_record_v1
from shared.db.types import Moment

revision = "0015"
down_revision = "0014"


def upgrade():
    add_record_v1(op)
    op.create_table(
        "extension_request",
        sa.Column("request_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), nullable=False),
        sa.Column("clock_id", sa.Uuid, nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("approver", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_extension_request_referral", "extension_request", ["referral_id", "at"])
    op.create_table(
        "extension_decision",
        sa.Column("request_id", sa.Uuid, sa.ForeignKey("extension_request.request_id"), primary_key=True),
        sa.Column("agreed", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("was_due_on", sa.Date),
        sa.Column("due_on", sa.Date),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
