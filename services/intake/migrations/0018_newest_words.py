"""Words are found newest first without opening what they stand in. What was there before is told its moment by
intake's clock, piece by piece, and is found last until then."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0018"
down_revision = "0017"


def upgrade():
    op.add_column("matter_words", sa.Column("registered_at", Moment()))
