"""Who a petitioner is after a correction."""

from alembic import op

from shared.correcting import create_corrected_v1

revision = "0005"
down_revision = "0004"


def upgrade():
    create_corrected_v1(op)
