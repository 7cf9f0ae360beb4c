"""In which form a telephone number is kept; those of before are written like all others when the service runs."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

OLD_FORM = sa.text("phone_form IS NULL AND phone_index IS NOT NULL")


def upgrade():
    op.add_column("petitioner", sa.Column("phone_form", sa.Integer))
    op.create_index(
        "ix_petitioner_phone_form",
        "petitioner",
        ["petitioner_id"],
        sqlite_where=OLD_FORM,
        postgresql_where=OLD_FORM,
    )
