"""Papers that lie with an order, and their sealed content apart from the list of them."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0026"
down_revision = "0025"


def upgrade():
    op.create_table(
        "document",
        sa.Column("document_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("struck_out_at", Moment()),
        sa.Column("struck_out_by", sa.String(64)),
        sa.Column("struck_out_because", sa.Text),
    )
    op.create_index("ix_document_referral", "document", ["referral_id", "at"])
    op.create_table(
        "document_content",
        sa.Column("document_id", sa.Uuid, sa.ForeignKey("document.document_id"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
