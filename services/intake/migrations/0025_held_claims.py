"""Which units held a claim: those that hold one, and those of which the timeline tells that they did."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

HOLDERS = {
    "unit": ("referral.made", "referral.signed", "referral.taken_over", "referral.passed_down"),
    "former_unit": ("referral.passed_down",),
    "checker": ("reply.sent_for_check",),
}
CLAIM = sa.table("claim", sa.column("claim_id"), sa.column("matter_no"), sa.column("holder"))
TOLD = sa.table("timeline", sa.column("matter_no"), sa.column("type"), sa.column("facts", sa.JSON))
HELD = sa.table("held_claim", *map(sa.column, ("unit", "matter_no", "claim_id", "given_back")))


def upgrade():
    op.create_table(
        "held_claim",
        sa.Column("unit", sa.String(64), primary_key=True),
        sa.Column("matter_no", sa.String(24), primary_key=True),
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("claim.claim_id"), primary_key=True),
        sa.Column("given_back", sa.Boolean, nullable=False),
    )
    op.execute(what_is_known())
    op.create_index("ix_held_claim_claim", "held_claim", ["claim_id"])


def what_is_known():
    """Of who holds it now the claim is known; the timeline tells of the matter only, and so all its claims count."""
    told = sa.union(*(_told(name, types) for name, types in HOLDERS.items())).subquery()
    now = sa.select(CLAIM.c.holder, CLAIM.c.matter_no, CLAIM.c.claim_id).where(CLAIM.c.holder.is_not(None))
    before = (
        sa.select(told.c.unit, told.c.matter_no, CLAIM.c.claim_id)
        .join_from(told, CLAIM, CLAIM.c.matter_no == told.c.matter_no)
        .where(told.c.unit.is_not(None), ~_gave_it_back(told))
    )
    every = sa.union(now, before).subquery()
    return sa.insert(HELD).from_select(list(HELD.c.keys()), sa.select(*every.c, sa.false()))


def _told(name, types):
    unit = TOLD.c.facts[name].as_string().label("unit")
    return sa.select(unit, TOLD.c.matter_no).where(TOLD.c.type.in_(types))


def _gave_it_back(told):
    back = TOLD.alias()
    theirs = (back.c.type == "referral.returned", back.c.facts["unit"].as_string() == told.c.unit)
    return sa.exists().where(back.c.matter_no == told.c.matter_no, *theirs)
