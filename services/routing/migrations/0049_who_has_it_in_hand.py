"""Who has something in hand, and at which unit: of what is still to be done, for the look at who left."""

from alembic import op
from sqlalchemy import text

revision = "0049"
down_revision = "0048"
UNDONE = text("turn IS NOT NULL OR to_finish_since IS NOT NULL")


def upgrade():
    op.drop_index("ix_referral_handler", "referral")
    where = {"postgresql_where": UNDONE, "sqlite_where": UNDONE}
    op.create_index("ix_referral_handler", "referral", ["handler", "unit"], **where)
