"""The sender of a matter asks the petitioner how it went."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0028"
down_revision = "0027"


def upgrade():
    op.create_table(
        "return_visit",
        sa.Column("visit_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply.referral_id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("visited_on", sa.Date),
        sa.Column("reached", sa.Boolean),
        sa.Column("satisfaction", sa.String(16)),
        sa.Column("words", sa.Text),
        sa.Column("remains", sa.Text),
        sa.Column("by", sa.String(64)),
        sa.Column("at", Moment()),
    )
    still_open = sa.text("at IS NULL")
    op.create_index("ix_return_visit_referral", "return_visit", ["referral_id", "number"], unique=True)
    op.create_index(
        "ix_return_visit_open",
        "return_visit",
        ["unit", sa.text("coalesce(due_on, '9999-12-31')"), "opened_at", "visit_id"],
        postgresql_where=still_open,
        sqlite_where=still_open,
    )
