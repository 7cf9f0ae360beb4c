"""To what units and staff belonged before, for the bar of a report; where a restored backup cut the history."""

from alembic import op

from shared.directory.migrations import create_formerly_v1
from shared.messaging.migrations import cut_history_v1

revision = "0003"
down_revision = "0002"


def upgrade():
    create_formerly_v1(op)
    cut_history_v1(op)
