"""A reply is served with its proof, what it supported is performed, and it becomes final."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0023"
down_revision = "0022"


def upgrade():
    op.add_column("referral", sa.Column("to_finish_since", Moment()))
    op.create_table(
        "proof_of_service",
        sa.Column("proof_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply.referral_id"), nullable=False),
        sa.Column("means", sa.String(16), nullable=False),
        sa.Column("served_on", sa.Date, nullable=False),
        sa.Column("receiver", sa.Text),
        sa.Column("post_number", sa.String(64)),
        sa.Column("words", sa.Text),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_proof_of_service_referral", "proof_of_service", ["referral_id", "at"])
    op.create_table(
        "execution_task",
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("answer.claim_id"), primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply.referral_id"), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("words", sa.Text),
        sa.Column("by", sa.String(64)),
        sa.Column("at", Moment()),
    )
    op.create_index("ix_execution_task_referral", "execution_task", ["referral_id"])
    unfinished = sa.text("to_finish_since IS NOT NULL")
    op.create_index(
        "ix_desk_finishing",
        "referral",
        ["unit", sa.text("coalesce(due_on, '9999-12-31')"), "made_at", "referral_id"],
        postgresql_where=unfinished,
        sqlite_where=unfinished,
    )
