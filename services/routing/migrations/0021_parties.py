"""Who else has a part in a matter: the group, its representatives, agents, whom the matter is about."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade():
    op.add_column("routed_matter", sa.Column("parties", sa.Text))
