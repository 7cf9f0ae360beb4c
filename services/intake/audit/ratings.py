"""What must be true of ratings."""

from sqlalchemy import func, select

from services.intake.models import Rating
from shared.messaging.telling import untold


def every_rating_was_announced_once(session, before):
    """a matter whose ratings do not match its followup.rated events"""
    return untold(session, select(Rating.matter_no), "followup.rated")


def every_rating_is_counted(session, before):
    """a matter whose ratings are not counted from one on"""
    query = select(Rating.matter_no).group_by(Rating.matter_no)
    return session.scalars(query.having(func.max(Rating.number) != func.count(Rating.number)))


INVARIANTS = (every_rating_was_announced_once, every_rating_is_counted)
