"""Mediation, its sessions and its end; that an order was led into a statutory channel."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0017"
down_revision = "0016"
OPEN = sa.text("ended_at IS NULL")


def upgrade():
    create_mediations()
    op.create_table(
        "steered_away",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), primary_key=True),
        sa.Column("path", sa.String(32), nullable=False),
        sa.Column("door", sa.String(200), nullable=False),
        *_act(),
    )


def create_mediations():
    op.create_table(
        "mediation",
        sa.Column("mediation_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), nullable=False),
        sa.Column("mediator", sa.String(200), nullable=False),
        sa.Column("other_side", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.Column("ended_as", sa.String(16)),
        sa.Column("ended_by", sa.String(64)),
        sa.Column("outcome", sa.Text),
        sa.Column("effective_on", sa.Date),
    )
    op.create_index("ix_mediation_referral", "mediation", ["referral_id", "at"])
    once = {"unique": True, "postgresql_where": OPEN, "sqlite_where": OPEN}
    op.create_index("ix_mediation_open", "mediation", ["referral_id"], **once)
    op.create_table(
        "mediation_session",
        sa.Column("session_id", sa.Uuid, primary_key=True),
        sa.Column("mediation_id", sa.Uuid, sa.ForeignKey("mediation.mediation_id"), nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        *_act(),
    )
    op.create_index("ix_mediation_session_mediation", "mediation_session", ["mediation_id", "at"])
    op.create_table(
        "mediation_confirmation",
        sa.Column("mediation_id", sa.Uuid, sa.ForeignKey("mediation.mediation_id"), primary_key=True),
        sa.Column("asked_on", sa.Date, nullable=False),
        *_act(),
    )


def _act():
    return (
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
