"""Consultations answered on the spot."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0010"
down_revision = "0009"


def upgrade():
    op.create_table(
        "consultation",
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), primary_key=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("legal_basis", sa.String(200), nullable=False),
        sa.Column("aid_explained_at", Moment(), nullable=False),
        sa.Column("answered_by", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
    )
    op.create_index("ix_consultation_newest", "consultation", ["answered_at", "matter_no", "channel"])
