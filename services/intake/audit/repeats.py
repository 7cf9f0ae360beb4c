"""What must be true of matters that may be one."""

from sqlalchemy import func, select, union_all

from services.intake.models import Matter, RepeatAnswer, ToCompare
from shared.messaging.tables import Outbox

JOINED = "matter.joined"


def every_joining_was_told_of_both(session, before):
    """a matter whose links to others do not match its matter.joined events"""
    links = union_all(
        *(
            select(column.label("number")).where(RepeatAnswer.answer != "DIFFERENT")
            for column in (RepeatAnswer.matter_no, RepeatAnswer.other_no)
        )
    ).subquery()
    linked = select(links.c.number, func.count().label("times")).group_by(links.c.number).subquery()
    announced = (
        select(Outbox.subject, func.count().label("times"))
        .where(Outbox.type == JOINED)
        .group_by(Outbox.subject)
        .subquery()
    )
    query = (
        select(Matter.matter_no)
        .outerjoin(linked, linked.c.number == Matter.matter_no)
        .outerjoin(announced, announced.c.subject == Matter.matter_no)
        .where(func.coalesce(linked.c.times, 0) != func.coalesce(announced.c.times, 0))
    )
    return session.scalars(query)


def whatever_waits_to_be_compared_is_there(session, before):
    """a number that waits to be compared, of a matter that is not there"""
    query = select(ToCompare.matter_no).outerjoin(Matter, Matter.matter_no == ToCompare.matter_no)
    return session.scalars(query.where(Matter.matter_no.is_(None)))


INVARIANTS = (every_joining_was_told_of_both, whatever_waits_to_be_compared_is_there)
