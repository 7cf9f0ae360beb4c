"""Applications that their applicants withdrew."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0008"
down_revision = "0007"


def upgrade():
    op.create_table(
        "withdrawal",
        sa.Column("application_id", sa.Uuid, sa.ForeignKey("application.application_id"), primary_key=True),
        sa.Column("told_by", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.String(64), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
    )
