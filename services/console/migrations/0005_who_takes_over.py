"""The colleague who takes over what somebody who left had in hand."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade():
    op.add_column("departure", sa.Column("successor", sa.String(64)))
