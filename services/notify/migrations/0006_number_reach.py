"""How whoever has a telephone asked to be reached there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade():
    op.create_table(
        "number_reach",
        sa.Column("phone_index", sa.String(32), primary_key=True),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("reach", sa.Text),
    )
