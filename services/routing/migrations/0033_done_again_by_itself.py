"""What a closed unit left unfinished is done again by itself: nobody reopened it."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade():
    with op.batch_alter_table("reopening") as table:
        table.alter_column("by", existing_type=sa.String(64), nullable=True)
