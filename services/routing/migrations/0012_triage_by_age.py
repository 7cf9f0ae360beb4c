"""What waits for a person is found oldest first without looking at every matter."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0012"
down_revision = "0011"
WAITS = sa.text("triage_holder IS NOT NULL")


def upgrade():
    op.add_column("routed_claim", sa.Column("received_at", Moment()))
    op.execute(
        "UPDATE routed_claim SET received_at = (SELECT m.received_at FROM routed_matter m "
        "WHERE m.matter_no = routed_claim.matter_no)"
    )
    op.drop_index("ix_routed_claim_triage", "routed_claim")
    for name, columns in (("triage", ["triage_holder", "received_at"]), ("waiting", ["received_at"])):
        op.create_index(
            f"ix_routed_claim_{name}",
            "routed_claim",
            [*columns, "matter_no"],
            postgresql_where=WAITS,
            sqlite_where=WAITS,
        )
