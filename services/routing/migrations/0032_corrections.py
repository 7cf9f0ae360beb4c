"""How often a matter was corrected, and which event told last who its petitioner is."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade():
    op.add_column("routed_matter", sa.Column("corrections", sa.Integer, nullable=False, server_default="0"))
    op.add_column("routed_matter", sa.Column("person_told", sa.BigInteger, nullable=False, server_default="-1"))
    op.add_column("routed_claim", sa.Column("corrected", sa.Integer, nullable=False, server_default="0"))
