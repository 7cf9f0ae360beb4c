"""How an applicant may be reached."""

import sqlalchemy as sa
from alembic import op

from shared.reaching import create_known_reach_v1

revision = "0006"
down_revision = "0005"


def upgrade():
    op.add_column("application", sa.Column("reach", sa.Text))
    create_known_reach_v1(op)
