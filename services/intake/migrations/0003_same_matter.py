"""The matter in hand that another one brings up again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.add_column("matter", sa.Column("same_as", sa.String(24)))
