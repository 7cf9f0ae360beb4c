"""What only some channels tell, who speaks for a petitioner, and whom a matter is about by name."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade():
    op.add_column("matter", sa.Column("details", sa.Text))
    op.add_column("matter", sa.Column("respondent_name", sa.Text))
    op.create_table(
        "agent",
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("relation", sa.Text),
        sa.Column("authority", sa.String(16), nullable=False),
    )
