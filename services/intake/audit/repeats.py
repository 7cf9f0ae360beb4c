"""What must be true of matters that may be one."""

from sqlalchemy import select, union_all

from services.intake.models import Matter, RepeatAnswer, ToCompare
from shared.messaging.telling import untold


def every_joining_was_told_of_both(session, before):
    """a matter whose links to others do not match its matter.joined events"""
    sides = (RepeatAnswer.matter_no, RepeatAnswer.other_no)
    links = union_all(*(select(side.label("number")).where(RepeatAnswer.answer != "DIFFERENT") for side in sides))
    return untold(session, select(links.subquery().c.number), "matter.joined")


def whatever_waits_to_be_compared_is_there(session, before):
    """a number that waits to be compared, of a matter that is not there"""
    query = select(ToCompare.matter_no).outerjoin(Matter, Matter.matter_no == ToCompare.matter_no)
    return session.scalars(query.where(Matter.matter_no.is_(None)))


INVARIANTS = (every_joining_was_told_of_both, whatever_waits_to_be_compared_is_there)
