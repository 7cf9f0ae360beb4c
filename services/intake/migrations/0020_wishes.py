"""When somebody said how they may be reached: what was said last counts for their next matter."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0020"
down_revision = "0019"

WHEN_IT_WAS_SAID = """
UPDATE petitioner SET reach_said_at = (
    SELECT max(contact.recorded_at) FROM contact JOIN matter ON matter.matter_no = contact.matter_no
    WHERE matter.petitioner_id = petitioner.petitioner_id
)
WHERE safe_to_ring IS NOT NULL OR do_not_announce OR ring_when IS NOT NULL OR language IS NOT NULL
    OR (needs IS NOT NULL AND CAST(needs AS TEXT) NOT IN ('null', '[]'))
"""


def upgrade():
    op.add_column("petitioner", sa.Column("reach_said_at", Moment()))
    op.execute(WHEN_IT_WAS_SAID)
