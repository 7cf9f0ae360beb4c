"""Places, routed matters and claims, referral orders, signatures, replies, and the post."""

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
    create_places()
    create_matters_and_referrals()
    create_acts()


def create_places():
    op.create_table(
        "place",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("now_called", sa.String(100)),
    )
    op.create_table(
        "city_edition",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )


def create_matters_and_referrals():
    op.create_table(
        "routed_matter",
        sa.Column("matter_no", sa.String(24), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("registering_unit", sa.String(64), nullable=False),
        sa.Column("accused_unit", sa.Text),
        sa.Column("accused_index", sa.String(32)),
        sa.Column("petitioner", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("narrative", sa.Text, nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("reply_by", sa.Date),
        sa.Column("event_id", sa.String(64), nullable=False),
    )
    op.create_table(
        "referral",
        sa.Column("referral_id", sa.Uuid, primary_key=True),
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("routed_matter.matter_no"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("article", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("reason_en", sa.String(200), nullable=False),
        sa.Column("decided_by", sa.String(64)),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("reply_by", sa.Date),
        sa.Column("state", sa.String(20), nullable=False),
    )
    op.create_index("ix_referral_desk", "referral", ["unit", "state", "made_at"])
    op.create_index("ix_referral_sent", "referral", ["sender", "made_at"])
    op.create_index("ix_referral_matter", "referral", ["matter_no"])
    op.create_table(
        "routed_claim",
        sa.Column("claim_id", sa.Uuid, primary_key=True),
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("routed_matter.matter_no"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id")),
        sa.Column("triage_holder", sa.String(64)),
    )
    op.create_index("ix_routed_claim_triage", "routed_claim", ["triage_holder", "matter_no"])
    op.create_index("ix_routed_claim_matter", "routed_claim", ["matter_no"])
    op.create_index("ix_routed_claim_referral", "routed_claim", ["referral_id"])


def create_acts():
    op.create_table(
        "signature",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), primary_key=True),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_table(
        "reply",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), primary_key=True),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("remedy", sa.Text),
    )
    op.create_table(
        "answer",
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("routed_claim.claim_id"), primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("reply.referral_id"), nullable=False, index=True),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("legal_basis", sa.Text, nullable=False),
    )
