"""How often the petitioner of a matter came, and when last."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0020"
down_revision = "0019"


def upgrade():
    op.add_column("routed_matter", sa.Column("contacts", sa.Integer, nullable=False, server_default="1"))
    op.add_column("routed_matter", sa.Column("contacted_at", Moment()))
