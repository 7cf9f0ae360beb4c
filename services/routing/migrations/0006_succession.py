"""Who followed a unit that was closed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade():
    op.create_table(
        "succession",
        sa.Column("unit", sa.String(64), primary_key=True),
        sa.Column("successor", sa.String(64)),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )
