"""The time limits that others keep for a matter."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.create_table(
        "matter_clock",
        sa.Column("clock_id", sa.Uuid, primary_key=True),
        sa.Column("matter_no", sa.String(24), nullable=False, index=True),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("running", sa.Boolean, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )
