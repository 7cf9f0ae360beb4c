"""Whoever has a claim of a matter that is another unit's finds the matter too."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

APART = sa.text("held_apart IS NOT NULL")
WHERE_ANOTHER_HAS_THE_MATTER = """
UPDATE claim SET held_apart = holder
WHERE state IN ('REGISTERED', 'AWAITING_TRIAGE', 'RETURNED', 'REOPENED', 'OBJECTED', 'AWAITING_SIGN', 'IN_PROGRESS',
    'AWAITING_REVIEW', 'STEERED', 'HANDED_OUTSIDE')
AND matter_no IN (SELECT matter_no FROM claim AS another WHERE number > 1)
AND holder <> (SELECT coalesce(holder, '') FROM matter WHERE matter.matter_no = claim.matter_no)
"""


def upgrade():
    op.add_column("claim", sa.Column("held_apart", sa.String(64)))
    op.execute(WHERE_ANOTHER_HAS_THE_MATTER)
    op.create_index(
        "ix_claim_held_apart",
        "claim",
        ["held_apart", "matter_no"],
        sqlite_where=APART,
        postgresql_where=APART,
    )
