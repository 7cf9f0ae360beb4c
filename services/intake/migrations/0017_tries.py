"""How often somebody tried a query code."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0017"
down_revision = "0016"


def upgrade():
    op.create_table(
        "tries",
        sa.Column("who", sa.String(32), primary_key=True),
        sa.Column("began_at", Moment(), primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_index("ix_tries_began", "tries", ["began_at"])
