"""What matters count towards, and the early warnings that rose from them."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0027"
down_revision = "0026"


def upgrade():
    op.create_table(
        "surge_sign",
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("routed_matter.matter_no"), primary_key=True),
        sa.Column("of", sa.String(16), primary_key=True),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
    )
    op.create_index("ix_surge_sign_subject", "surge_sign", ["of", "subject", "received_at", "matter_no"])
    op.create_table(
        "early_warning",
        sa.Column("warning_id", sa.Uuid, primary_key=True),
        sa.Column("of", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("counted_from", Moment(), nullable=False),
        sa.Column("raised_at", Moment(), nullable=False),
        sa.Column("acknowledged_at", Moment()),
        sa.Column("acknowledged_by", sa.String(64)),
        sa.Column("words", sa.Text),
    )
    unnoticed = sa.text("acknowledged_at IS NULL")
    where = {"postgresql_where": unnoticed, "sqlite_where": unnoticed}
    op.create_index("ix_early_warning_open", "early_warning", ["of", "subject"], unique=True, **where)
    op.create_index("ix_early_warning_subject", "early_warning", ["of", "subject", "acknowledged_at"])
    op.create_index("ix_early_warning_newest", "early_warning", ["raised_at", "warning_id"])
