"""What must be true of what was corrected."""

from sqlalchemy import func, select

from services.intake.models import CorrectedValue, Correction, Matter
from shared.messaging.tables import Outbox

CORRECTED = "matter.corrected"


def every_correction_was_announced_once(session, before):
    """a matter whose corrections do not match its matter.corrected events, or are not counted from one on"""
    announced = (
        select(Outbox.subject, func.count().label("times"))
        .where(Outbox.type == CORRECTED)
        .group_by(Outbox.subject)
        .subquery()
    )
    counted = (func.count().label("times"), func.max(Correction.number).label("last"))
    kept = select(Correction.matter_no, *counted).group_by(Correction.matter_no).subquery()
    query = (
        select(Matter.matter_no)
        .outerjoin(announced, announced.c.subject == Matter.matter_no)
        .outerjoin(kept, kept.c.matter_no == Matter.matter_no)
        .where(
            (func.coalesce(announced.c.times, 0) != func.coalesce(kept.c.times, 0))
            | (func.coalesce(kept.c.times, 0) != func.coalesce(kept.c.last, 0))
        )
    )
    return session.scalars(query)


def every_correction_keeps_what_was_there(session, before):
    """a correction of which no value is kept"""
    of_it = (CorrectedValue.matter_no == Correction.matter_no) & (CorrectedValue.number == Correction.number)
    query = select(Correction.matter_no).outerjoin(CorrectedValue, of_it)
    return session.scalars(query.where(CorrectedValue.field.is_(None)))


INVARIANTS = (every_correction_was_announced_once, every_correction_keeps_what_was_there)
