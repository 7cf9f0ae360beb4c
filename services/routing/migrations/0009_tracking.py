"""How long a referral has been where it is, and indexes by which a sender finds what is late first."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0009"
down_revision = "0008"
OPEN = sa.text("turn IS NOT NULL")


def upgrade():
    op.add_column("referral", sa.Column("since", Moment()))
    fill_in()
    op.drop_index("ix_referral_sent", "referral")
    op.create_index("ix_referral_sent", "referral", ["sender", "state", "due_on", "referral_id"])
    op.create_index(
        "ix_referral_sent_open",
        "referral",
        ["sender", "due_on", "referral_id"],
        postgresql_where=OPEN,
        sqlite_where=OPEN,
    )


def fill_in():
    op.execute('UPDATE referral SET since = (SELECT r."at" FROM reply r WHERE r.referral_id = referral.referral_id)')
    op.execute(
        'UPDATE referral SET since = (SELECT s."at" FROM signature s WHERE s.referral_id = referral.referral_id) '
        "WHERE since IS NULL"
    )
    op.execute("UPDATE referral SET since = made_at WHERE since IS NULL")
