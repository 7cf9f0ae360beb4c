"""A reply is drafted, sent to a second person, checked and only then released."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0022"
down_revision = "0021"


def upgrade():
    op.add_column("reply", sa.Column("law_explained", sa.Text))
    op.add_column("reply", sa.Column("checked_by", sa.String(64)))
    op.create_table(
        "reply_draft",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), primary_key=True),
        sa.Column("law_explained", sa.Text),
        sa.Column("remedy", sa.Text),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_table(
        "draft_answer",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply_draft.referral_id"), primary_key=True),
        sa.Column("claim_id", sa.Uuid, primary_key=True),
        sa.Column("outcome", sa.String(16)),
        sa.Column("facts", sa.Text),
        sa.Column("legal_basis", sa.Text),
    )
    op.create_table(
        "draft_author",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply_draft.referral_id"), primary_key=True),
        sa.Column("username", sa.String(64), primary_key=True),
    )
    op.create_table(
        "reply_check",
        sa.Column("check_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), nullable=False),
        sa.Column("unit", sa.String(64)),
        sa.Column("sent_by", sa.String(64), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("ended_as", sa.String(16)),
        sa.Column("ticked", sa.String(100)),
        sa.Column("words", sa.Text),
        sa.Column("decided_by", sa.String(64)),
        sa.Column("decided_at", Moment()),
    )
    op.create_index("ix_reply_check_referral", "reply_check", ["referral_id", "sent_at"])
    undecided = sa.text("decided_at IS NULL")
    op.create_index(
        "ix_reply_check_open",
        "reply_check",
        ["referral_id"],
        unique=True,
        postgresql_where=undecided,
        sqlite_where=undecided,
    )
