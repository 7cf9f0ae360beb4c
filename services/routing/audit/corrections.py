"""What must be true of our copy of what was corrected at intake."""

from sqlalchemy import func, select

from services.routing.models import RoutedMatter
from shared.messaging.tables import Settlement


def every_correction_heard_was_followed(session, before):
    """a matter of which a correction was heard that our copy did not follow"""
    heard = (
        select(Settlement.subject, func.count().label("times"))
        .where(Settlement.state == "handled", Settlement.type == "matter.corrected")
        .group_by(Settlement.subject)
        .subquery()
    )
    query = select(RoutedMatter.matter_no).join(heard, heard.c.subject == RoutedMatter.matter_no)
    return session.scalars(query.where(RoutedMatter.corrections < heard.c.times))


INVARIANTS = (every_correction_heard_was_followed,)
