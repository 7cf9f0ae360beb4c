"""Who looked into a person's history."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0014"
down_revision = "0013"


def upgrade():
    op.create_table(
        "look",
        sa.Column("look_id", sa.Uuid(), primary_key=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("username", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("door", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(16)),
        sa.Column("matter_no", sa.String(24)),
        sa.Column("asked", sa.String(32)),
    )
    op.create_index("ix_look_newest", "look", ["at", "look_id"])
    op.create_index("ix_look_matter", "look", ["matter_no", "at", "look_id"])
    op.create_index("ix_look_person", "look", ["username", "at", "look_id"])
    op.create_index("ix_look_asked", "look", ["asked", "at", "look_id"])
