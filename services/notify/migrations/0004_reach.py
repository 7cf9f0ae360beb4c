"""How whoever a notice is for may be reached."""

import sqlalchemy as sa
from alembic import op

from shared.reaching import create_known_reach_v1

revision = "0004"
down_revision = "0003"


def upgrade():
    op.add_column("notice", sa.Column("reach", sa.Text))
    create_known_reach_v1(op)
