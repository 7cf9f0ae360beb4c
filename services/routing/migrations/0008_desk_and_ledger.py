"""Indexes of the desk's tabs, of the ledger, and of the few reports nobody of the accused unit may see."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

DUE = sa.text("coalesce(due_on, '9999-12-31')")
OLDEST = ("made_at", "referral_id")
TABS = {
    "ix_desk_new": (["turn", DUE, *OLDEST], "turn IS NOT NULL AND state = 'AWAITING_SIGN'"),
    "ix_desk_mine": (["turn", DUE, *OLDEST], "turn IS NOT NULL AND state != 'AWAITING_SIGN'"),
    "ix_desk_waiting": (["unit", DUE, *OLDEST], "turn != unit"),
    "ix_desk_late": (["unit", DUE, *OLDEST], "turn IS NOT NULL"),
    "ix_desk_answered": (["unit", *OLDEST], "turn IS NULL AND state != 'RETURNED'"),
}


def upgrade():
    for name, (columns, where) in TABS.items():
        _partial(name, "referral", columns, where)
    op.create_index("ix_referral_ledger", "referral", ["unit", *OLDEST])
    _partial("ix_routed_matter_accused", "routed_matter", ["accused_index"], "accused_index IS NOT NULL")


def _partial(name, table, columns, where):
    op.create_index(name, table, columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))
