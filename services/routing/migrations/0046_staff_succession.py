"""Who takes over from somebody who left."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade():
    op.create_table(
        "staff_succession",
        sa.Column("username", sa.String(64), primary_key=True),
        sa.Column("successor", sa.String(64)),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )
