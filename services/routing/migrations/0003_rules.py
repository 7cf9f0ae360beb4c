"""Editions of the rules, what each decision rests on, why a claim waits for a person, and objections."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0003"
down_revision = "0002"


def upgrade():
    create_editions()
    remember_what_decisions_rest_on()
    remember_overrides()
    create_objections()


def create_editions():
    op.create_table(
        "rules_edition",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("valid_from", sa.Date, nullable=False, unique=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("published_by", sa.String(64)),
    )
    with op.batch_alter_table("routed_matter") as table:
        table.add_column(sa.Column("channel", sa.String(16)))
        table.add_column(sa.Column("place_code", sa.String(64)))
        table.add_column(
            sa.Column("edition", sa.Integer, sa.ForeignKey("rules_edition.number", name="matter_keeps_its_edition"))
        )
    with op.batch_alter_table("routed_claim") as table:
        table.add_column(sa.Column("facts", sa.Text))
        table.add_column(sa.Column("held", sa.Text))


def remember_what_decisions_rest_on():
    op.create_table(
        "decided_claim",
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), primary_key=True),
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("routed_claim.claim_id"), primary_key=True),
        sa.Column("basis", sa.Text),
    )
    op.create_index("ix_decided_claim_claim", "decided_claim", ["claim_id"])
    op.execute(
        "INSERT INTO decided_claim (referral_id, claim_id) "
        "SELECT referral_id, claim_id FROM routed_claim WHERE referral_id IS NOT NULL"
    )


def remember_overrides():
    with op.batch_alter_table("referral") as table:
        table.add_column(sa.Column("approver", sa.String(64)))
        table.add_column(sa.Column("overridden", sa.String(200)))


def create_objections():
    op.create_table(
        "objection",
        sa.Column("objection_id", sa.Uuid, primary_key=True),
        sa.Column("referral_id", sa.Uuid, sa.ForeignKey("referral.referral_id"), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("competent_unit", sa.String(64)),
        sa.Column("decider", sa.String(64), nullable=False),
        sa.Column("disputed", sa.Boolean, nullable=False),
        sa.Column("state_before", sa.String(20), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_objection_referral", "objection", ["referral_id"])
    op.create_table(
        "objection_decision",
        sa.Column("objection_id", sa.Uuid, sa.ForeignKey("objection.objection_id"), primary_key=True),
        sa.Column("agreed", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("unit", sa.String(64)),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
