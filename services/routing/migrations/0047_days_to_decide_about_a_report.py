"""By which day the sender decides about a completion report."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade():
    op.add_column("completion_report", sa.Column("due_on", sa.Date))
