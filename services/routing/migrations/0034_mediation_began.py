"""On which day a mediation began, which may be before it was entered."""

import sqlalchemy as sa
from alembic import op

from shared.clocks.deadline import HERE
from shared.db.types import Moment

revision = "0034"
down_revision = "0033"

MEDIATION = sa.table(
    "mediation", sa.column("mediation_id", sa.Uuid), sa.column("at", Moment()), sa.column("began_on", sa.Date)
)


def upgrade():
    op.add_column("mediation", sa.Column("began_on", sa.Date, nullable=False, server_default="1970-01-01"))
    began_when_entered()


def began_when_entered():
    """Of those before, only the moment of entering them is known."""
    connection = op.get_bind()
    entered = connection.execute(sa.select(MEDIATION.c.mediation_id, MEDIATION.c.at)).all()
    for mediation_id, at in entered:
        began = sa.update(MEDIATION).where(MEDIATION.c.mediation_id == mediation_id)
        connection.execute(began.values(began_on=at.astimezone(HERE).date()))
