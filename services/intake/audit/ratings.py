"""What must be true of ratings."""

from sqlalchemy import func, select

from services.intake.models import Rating
from shared.messaging.tables import Outbox


def every_rating_was_announced_once(session, before):
    """a matter whose ratings are not counted from one on, or do not match its followup.rated events"""
    told = (Outbox.subject == Rating.matter_no) & (Outbox.type == "followup.rated")
    count = func.count(Rating.number.distinct())
    query = select(Rating.matter_no).outerjoin(Outbox, told).group_by(Rating.matter_no)
    wrong = (func.count(Outbox.position.distinct()) != count) | (func.max(Rating.number) != count)
    return session.scalars(query.having(wrong))


INVARIANTS = (every_rating_was_announced_once,)
