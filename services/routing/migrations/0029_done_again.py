"""What was answered is done again: a claim may have more than one answer, each with its own order."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0029"
down_revision = "0028"


def upgrade():
    op.create_table(
        "reopening",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply.referral_id"), primary_key=True),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    _answers_by_order()
    _tasks_by_order()


def _answers_by_order():
    op.create_table(
        "answer_by_order",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply.referral_id"), primary_key=True),
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("routed_claim.claim_id"), primary_key=True),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("legal_basis", sa.Text, nullable=False),
    )
    op.execute(
        "INSERT INTO answer_by_order (referral_id, claim_id, outcome, facts, legal_basis) "
        "SELECT referral_id, claim_id, outcome, facts, legal_basis FROM answer"
    )


def _tasks_by_order():
    op.create_table(
        "task_by_order",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply.referral_id"), primary_key=True),
        sa.Column("claim_id", sa.Uuid, primary_key=True),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("words", sa.Text),
        sa.Column("by", sa.String(64)),
        sa.Column("at", Moment()),
        sa.ForeignKeyConstraint(
            ("referral_id", "claim_id"), ("answer_by_order.referral_id", "answer_by_order.claim_id")
        ),
    )
    op.execute(
        'INSERT INTO task_by_order (referral_id, claim_id, opened_at, done_on, words, "by", at) '
        'SELECT referral_id, claim_id, opened_at, done_on, words, "by", at FROM execution_task'
    )
    op.drop_table("execution_task")
    op.drop_table("answer")
    op.rename_table("answer_by_order", "answer")
    op.rename_table("task_by_order", "execution_task")
    op.create_index("ix_answer_claim_id", "answer", ["claim_id"])
