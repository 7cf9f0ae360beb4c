"""What petitioners say an answer was worth."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0015"
down_revision = "0014"


def upgrade():
    op.create_table(
        "rating",
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("satisfaction", sa.String(16), nullable=False),
        sa.Column("timely", sa.Boolean, nullable=False),
        sa.Column("resolution", sa.String(16), nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("unit", sa.String(64)),
        sa.Column("given_to", sa.String(64)),
        sa.Column("at", Moment(), nullable=False),
    )
