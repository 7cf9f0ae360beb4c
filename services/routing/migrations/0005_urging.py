"""Chasers and supervisions, what was answered to them, and what the supervisor said to that."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0005"
down_revision = "0004"
IN_FORCE = sa.text("ended_at IS NULL AND kind <> 'CHASE'")


def upgrade():
    create_orders()
    create_answers()


def create_orders():
    op.create_table(
        "urging_order",
        sa.Column("order_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("reply_by", sa.Date),
        sa.Column("by", sa.String(64)),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.Column("ended_as", sa.String(16)),
    )
    op.create_index("ix_urging_order_referral", "urging_order", ["referral_id", "at"])
    op.create_index(
        "ix_urging_order_in_force",
        "urging_order",
        ["referral_id"],
        unique=True,
        postgresql_where=IN_FORCE,
        sqlite_where=IN_FORCE,
    )


def create_answers():
    op.create_table(
        "supervision_answer",
        sa.Column("answer_id", sa.Uuid, primary_key=True),
        sa.Column("order_id", sa.Uuid, sa.ForeignKey("urging_order.order_id"), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_supervision_answer_order", "supervision_answer", ["order_id"])
    op.create_table(
        "answer_decision",
        sa.Column("answer_id", sa.Uuid, sa.ForeignKey("supervision_answer.answer_id"), primary_key=True),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
