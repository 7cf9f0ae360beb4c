"""What must be true of console's rows if no dead letter is forgotten."""

from sqlalchemy import exists, select

from services.console.models import DeadLetter
from shared.messaging.tables import Settlement


def every_death_told_of_is_listed(session, before):
    """a dead letter that was told of and is not listed"""
    listed = exists().where(DeadLetter.event_id == Settlement.subject)
    told = select(Settlement.subject).where(Settlement.state == "handled", Settlement.type == "event.dead")
    return session.scalars(told.where(~listed))


INVARIANTS = (every_death_told_of_is_listed,)
