"""A proof of service that was entered wrongly is struck out."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0039"
down_revision = "0038"


def upgrade():
    op.add_column("proof_of_service", sa.Column("struck_out_at", Moment()))
    op.add_column("proof_of_service", sa.Column("struck_out_by", sa.String(64)))
    op.add_column("proof_of_service", sa.Column("struck_out_because", sa.Text))
