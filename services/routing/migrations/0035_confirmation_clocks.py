"""Each agreement of a mediation has its own thirty days."""

from datetime import datetime, time

import sqlalchemy as sa
from alembic import op

from shared.clocks.deadline import HERE
from shared.db.types import Moment

revision = "0035"
down_revision = "0034"

MEDIATION = sa.table(
    "mediation",
    sa.column("mediation_id", sa.Uuid),
    sa.column("referral_id", sa.Uuid),
    sa.column("effective_on", sa.Date),
    sa.column("clock_id", sa.Uuid),
)
CLOCK = sa.table(
    "clock",
    sa.column("clock_id", sa.Uuid),
    sa.column("subject_id", sa.Uuid),
    sa.column("rule", sa.String),
    sa.column("started_at", Moment()),
)


def upgrade():
    op.add_column("mediation", sa.Column("clock_id", sa.Uuid))
    find_their_clocks()


def find_their_clocks():
    """It began at noon of the day on which the agreement took effect."""
    connection = op.get_bind()
    columns = MEDIATION.c.mediation_id, MEDIATION.c.referral_id, MEDIATION.c.effective_on
    agreed = connection.execute(sa.select(*columns).where(MEDIATION.c.effective_on.is_not(None))).all()
    for mediation_id, referral_id, day in agreed:
        its = (
            CLOCK.c.subject_id == referral_id,
            CLOCK.c.rule == "judicial_confirmation_asked",
            CLOCK.c.started_at == datetime.combine(day, time(12), HERE),
        )
        clock_id = connection.scalar(sa.select(CLOCK.c.clock_id).where(*its))
        its_row = sa.update(MEDIATION).where(MEDIATION.c.mediation_id == mediation_id)
        connection.execute(its_row.values(clock_id=clock_id))
