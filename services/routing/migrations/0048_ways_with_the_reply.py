"""The way of article 31 of a claim whose petitioner is first told of it with the reply."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade():
    op.add_column("draft_answer", sa.Column("path", sa.String(32)))
    op.add_column("answer", sa.Column("path", sa.String(32)))
