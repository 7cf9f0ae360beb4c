"""What was replied to and is not served, performed or reported is listed as undone, by its unit and by its sender."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
UNDONE = sa.text("turn IS NOT NULL OR to_finish_since IS NOT NULL")
LATE = ["unit", sa.text("coalesce(due_on, '9999-12-31')"), "made_at", "referral_id"]


def upgrade():
    op.drop_index("ix_referral_sent_open", "referral")
    op.drop_index("ix_desk_late", "referral")
    where = {"postgresql_where": UNDONE, "sqlite_where": UNDONE}
    op.create_index("ix_referral_sent_undone", "referral", ["sender", "due_on", "referral_id"], **where)
    op.create_index("ix_desk_late", "referral", LATE, **where)
