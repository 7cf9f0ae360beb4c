"""When a unit last acted and when it will have stood still for too long; until when a refused answer is mended."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0016"
down_revision = "0015"
OPEN = sa.text("turn IS NOT NULL")
UNENDED = sa.text("ended_at IS NULL")


def upgrade():
    op.add_column("referral", sa.Column("acted_at", Moment()))
    op.add_column("referral", sa.Column("idle_on", sa.Date))
    op.create_index("ix_referral_idle", "referral", ["idle_on"], postgresql_where=OPEN, sqlite_where=OPEN)
    op.add_column("urging_order", sa.Column("mend_by", sa.Date))
    op.create_index(
        "ix_urging_order_mend", "urging_order", ["mend_by"], postgresql_where=UNENDED, sqlite_where=UNENDED
    )
    op.create_index("ix_assistance_late", "assistance", ["due_on"], postgresql_where=UNENDED, sqlite_where=UNENDED)
