"""Petitioners, matters, claims, the timeline, number series, and the post."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment
from shared.directory.migrations import create_directory_v1
from shared.messaging.migrations import create_post_v1
from shared.web.idempotency import create_given_answer_v1

revision = "0001"
down_revision = None


def upgrade():
    create_post_v1(op)
    create_directory_v1(op)
    create_given_answer_v1(op)
    create_people_and_matters()
    create_claims_and_timeline()


def create_people_and_matters():
    op.create_table(
        "petitioner",
        sa.Column("petitioner_id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_index", sa.String(32), nullable=False, index=True),
        sa.Column("phone", sa.Text),
        sa.Column("phone_index", sa.String(32), index=True),
        sa.Column("id_number", sa.Text),
        sa.Column("id_number_index", sa.String(32), index=True),
        sa.Column("address", sa.Text),
        sa.Column("groups", sa.JSON, nullable=False),
    )
    op.create_table(
        "matter",
        sa.Column("matter_no", sa.String(24), primary_key=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("petitioner_id", sa.Uuid, sa.ForeignKey("petitioner.petitioner_id"), nullable=False, index=True),
        sa.Column("place", sa.Text),
        sa.Column("place_code", sa.String(64)),
        sa.Column("narrative", sa.Text, nullable=False),
        sa.Column("group_size", sa.Integer),
        sa.Column("representatives", sa.Text),
        sa.Column("respondent", sa.String(64)),
        sa.Column("accused_unit", sa.Text),
        sa.Column("accused_index", sa.String(32)),
        sa.Column("accused_words", sa.Text),
        sa.Column("external_no", sa.String(200)),
        sa.Column("reply_by", sa.Date),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("registered_at", Moment(), nullable=False),
        sa.Column("registered_by", sa.String(64), nullable=False),
        sa.Column("registering_unit", sa.String(64), nullable=False),
        sa.Column("query_code", sa.Text, nullable=False),
        sa.Column("query_code_index", sa.String(32), nullable=False, unique=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("holder", sa.String(64)),
    )
    op.create_index("ix_matter_newest", "matter", ["registered_at", "matter_no"])
    op.create_index("ix_matter_state", "matter", ["state", "registered_at", "matter_no"])
    op.create_table(
        "number_series",
        sa.Column("prefix", sa.String(16), primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )


def create_claims_and_timeline():
    op.create_table(
        "claim",
        sa.Column("claim_id", sa.Uuid, primary_key=True),
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("holder", sa.String(64)),
        sa.Column("outcome", sa.String(16)),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_claim_holder", "claim", ["holder", "matter_no"])
    op.create_table(
        "timeline",
        sa.Column("event_id", sa.String(64), primary_key=True),
        sa.Column("matter_no", sa.String(24), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("cause", sa.String(64)),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("words", sa.Text),
    )
    op.create_index("ix_timeline_matter", "timeline", ["matter_no", "at"])
