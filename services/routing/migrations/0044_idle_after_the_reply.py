"""A reply that lies unserved or unperformed is found by the day on which too much of its time is gone."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
UNFINISHED = sa.text("to_finish_since IS NOT NULL")


def upgrade():
    where = {"postgresql_where": UNFINISHED, "sqlite_where": UNFINISHED}
    op.create_index("ix_referral_idle_unfinished", "referral", ["idle_on"], **where)
