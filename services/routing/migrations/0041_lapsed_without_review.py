"""A reply says itself that the days to ask for review lapsed, for the chore that makes it final."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0041"
down_revision = "0040"
LAPSED = sa.text("review_lapsed_at IS NOT NULL AND state = 'ANSWERED'")
THOSE_OF_BEFORE = """
UPDATE referral SET review_lapsed_at = (
  SELECT max(stopped_at) FROM clock
  WHERE clock.subject_id = referral.referral_id AND clock.rule = 'ask_review' AND clock.state = 'lapsed'
) WHERE state = 'ANSWERED'
"""


def upgrade():
    op.add_column("referral", sa.Column("review_lapsed_at", Moment()))
    op.execute(THOSE_OF_BEFORE)
    op.create_index("ix_referral_lapsed", "referral", ["referral_id"], postgresql_where=LAPSED, sqlite_where=LAPSED)
