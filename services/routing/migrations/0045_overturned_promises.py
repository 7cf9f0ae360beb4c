"""What an opinion promised is not to be performed once a review changed or revoked it."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0045"
down_revision = "0044"


def upgrade():
    op.add_column("execution_task", sa.Column("overturned_at", Moment()))
