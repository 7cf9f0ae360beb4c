"""Clocks, and what their ladders have done."""

from alembic import op

from shared.clocks.rows import create_clock_v1

revision = "0002"
down_revision = "0001"


def upgrade():
    create_clock_v1(op)
