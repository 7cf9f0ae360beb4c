"""What is late is found by its date, and what a unit registered by its channel, however much there is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade():
    owed = sa.text("running AND kind = 'duty'")
    op.create_index("ix_matter_clock_owed", "matter_clock", ["due_on"], sqlite_where=owed, postgresql_where=owed)
    op.create_index("ix_matter_channel_here", "matter", ["registering_unit", "channel", "registered_at", "matter_no"])
