"""What was corrected, and what it was before."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0019"
down_revision = "0018"


def upgrade():
    op.create_table(
        "correction",
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_table(
        "corrected_value",
        sa.Column("matter_no", sa.String(24), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("field", sa.String(16), primary_key=True),
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("claim.claim_id")),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.ForeignKeyConstraint(["matter_no", "number"], ["correction.matter_no", "correction.number"]),
    )
    op.create_table(
        "former_index",
        sa.Column("value", sa.String(32), primary_key=True),
        sa.Column("petitioner_id", sa.Uuid, sa.ForeignKey("petitioner.petitioner_id"), primary_key=True),
    )
