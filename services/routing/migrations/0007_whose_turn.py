"""Whose turn a referral is, who has it in hand and what is due first: on its own row, for the lists."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade():
    for name, kind in (("turn", sa.String(64)), ("handler", sa.String(64)), ("due_on", sa.Date())):
        op.add_column("referral", sa.Column(name, kind))
    fill_in()
    op.create_index("ix_referral_turn", "referral", ["turn", "due_on", "made_at"])
    op.create_index("ix_referral_handler", "referral", ["handler", "unit", "due_on"])


def fill_in():
    op.execute("UPDATE referral SET turn = unit WHERE state IN ('AWAITING_SIGN', 'IN_PROGRESS')")
    op.execute(
        "UPDATE referral SET turn = (SELECT o.decider FROM objection o WHERE o.referral_id = referral.referral_id "
        "AND NOT EXISTS (SELECT 1 FROM objection_decision d WHERE d.objection_id = o.objection_id)) "
        "WHERE state = 'OBJECTED'"
    )
    op.execute(
        'UPDATE referral SET handler = (SELECT s."by" FROM signature s WHERE s.referral_id = referral.referral_id)'
    )
    op.execute(
        "UPDATE referral SET due_on = (SELECT min(c.due_on) FROM clock c WHERE c.subject_id = referral.referral_id "
        "AND c.claim_id IS NULL AND c.kind = 'duty' AND c.state = 'running')"
    )
