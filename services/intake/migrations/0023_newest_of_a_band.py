"""The newest matters of a band are found without reading the others."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade():
    op.create_index("ix_text_band_newest", "text_band", ["band", sa.text("substr(matter_no, 4)"), "matter_no"])
