"""What extended a clock."""

from alembic import op

from shared.clocks.rows import add_record_v1

revision = "0004"
down_revision = "0003"


def upgrade():
    add_record_v1(op)
