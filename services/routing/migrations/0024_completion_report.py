"""The completion report of what was assigned, and what its sender said to it."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0024"
down_revision = "0023"


def upgrade():
    op.create_table(
        "completion_report",
        sa.Column("report_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply.referral_id"), nullable=False),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("accepted", sa.Boolean),
        sa.Column("decision_words", sa.Text),
        sa.Column("decided_by", sa.String(64)),
        sa.Column("decided_at", Moment()),
    )
    undecided = sa.text("decided_at IS NULL")
    where = {"postgresql_where": undecided, "sqlite_where": undecided}
    op.create_index("ix_completion_report_referral", "completion_report", ["referral_id", "at"])
    op.create_index("ix_completion_report_open", "completion_report", ["sender", "at"], **where)
    op.create_index("ix_completion_report_one_open", "completion_report", ["referral_id"], unique=True, **where)
