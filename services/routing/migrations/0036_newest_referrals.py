"""The newest orders of a sender, of who must act on another one's, and of the city, by an index each."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
ELSEWHERE = sa.text("turn != unit")


def upgrade():
    newest = ["made_at", "referral_id"]
    where = {"postgresql_where": ELSEWHERE, "sqlite_where": ELSEWHERE}
    op.create_index("ix_referral_sent_newest", "referral", ["sender", *newest])
    op.create_index("ix_referral_elsewhere", "referral", ["turn", *newest], **where)
    op.create_index("ix_referral_newest", "referral", newest)
