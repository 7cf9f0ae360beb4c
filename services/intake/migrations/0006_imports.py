"""Spreadsheets of forwarded matters, and a matter found by the number of the letter it came with."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0006"
down_revision = "0005"


def upgrade():
    op.create_index("ix_matter_external_no", "matter", ["external_no"])
    op.create_index("ix_matter_registered_here", "matter", ["registering_unit", "registered_at", "matter_no"])
    op.create_index("ix_matter_state_here", "matter", ["registering_unit", "state", "registered_at", "matter_no"])
    op.create_table(
        "matter_import",
        sa.Column("import_id", sa.Uuid, primary_key=True),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("uploaded_by", sa.String(64), nullable=False),
        sa.Column("uploaded_at", Moment(), nullable=False),
        sa.Column("file_name", sa.Text),
        sa.Column("digest", sa.String(32), unique=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asks_first", sa.Boolean, nullable=False),
        sa.Column("confirmed_by", sa.String(64)),
        sa.Column("confirmed_at", Moment()),
        sa.Column("ended_at", Moment()),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("fit", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("bad", sa.Integer, nullable=False),
        sa.Column("fault", sa.String(64)),
        sa.Column("fault_facts", sa.JSON),
        sa.Column("numbers", sa.JSON),
    )
    op.create_index("ix_import_unit", "matter_import", ["unit", "uploaded_at", "import_id"])
    at_work = sa.text("state IN ('CHECKING', 'IMPORTING')")
    op.create_index(
        "ix_import_at_work", "matter_import", ["uploaded_at"], sqlite_where=at_work, postgresql_where=at_work
    )
    create_what_belongs_to_one()


def create_what_belongs_to_one():
    op.create_table(
        "import_file",
        sa.Column("import_id", sa.Uuid, sa.ForeignKey("matter_import.import_id"), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "import_row",
        sa.Column("import_id", sa.Uuid, sa.ForeignKey("matter_import.import_id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("cells", sa.Text, nullable=False),
        sa.Column("problems", sa.JSON, nullable=False),
        sa.Column("known_as", sa.String(24)),
    )
    op.create_table(
        "import_progress",
        sa.Column("import_id", sa.Uuid, sa.ForeignKey("matter_import.import_id"), primary_key=True),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("taken_until", Moment()),
        sa.Column("failures", sa.Integer, nullable=False),
    )
    op.create_table(
        "imported_matter",
        sa.Column("unit", sa.String(64), primary_key=True),
        sa.Column("external_no", sa.String(200), primary_key=True),
        sa.Column("import_id", sa.Uuid, sa.ForeignKey("matter_import.import_id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), nullable=False, unique=True),
    )
    op.create_index("ix_imported_matter", "imported_matter", ["import_id", "number"])
