"""Every call, visit and letter is a row of its own; what is there has its first. How a petitioner may be reached."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0008"
down_revision = "0007"

FIRST_CONTACTS = """
INSERT INTO contact (matter_no, number, channel, received_at, recorded_by, recording_unit, recorded_at)
SELECT matter_no, 1, channel, received_at, registered_by, registering_unit, registered_at FROM matter
"""


def upgrade():
    op.create_table(
        "contact",
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("recorded_by", sa.String(64), nullable=False),
        sa.Column("recording_unit", sa.String(64), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
    )
    op.execute(FIRST_CONTACTS)
    op.create_index("ix_contact_counted", "contact", ["channel", "received_at"])
    op.add_column("petitioner", sa.Column("safe_to_ring", sa.Boolean))
    op.add_column("petitioner", sa.Column("do_not_announce", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("petitioner", sa.Column("ring_when", sa.Text))
    op.add_column("petitioner", sa.Column("language", sa.String(16)))
    op.add_column("petitioner", sa.Column("needs", sa.JSON))
