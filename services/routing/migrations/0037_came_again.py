"""That the petitioner came again while it was not the holder's turn, until its unit is supervised for it."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
KEPT = sa.text("came_again IS NOT NULL")


def upgrade():
    op.add_column("referral", sa.Column("came_again", sa.String(64)))
    op.create_index("ix_referral_came_again", "referral", ["came_again"], postgresql_where=KEPT, sqlite_where=KEPT)
