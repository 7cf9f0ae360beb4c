"""Words of the narrative can be found, and matters by the unit that holds them. What was there before is made
findable by intake's clock, piece by piece: here a million matters would wait for one transaction."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0004"
down_revision = "0003"


def upgrade():
    op.create_index("ix_matter_holder", "matter", ["holder", "registered_at", "matter_no"])
    op.create_table(
        "matter_words",
        sa.Column("matter_no", sa.String(24), primary_key=True),
        sa.Column("pairs", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
    )
    op.create_index("ix_matter_words", "matter_words", ["pairs"], postgresql_using="gin")
