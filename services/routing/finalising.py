"""Replies that become final: the thirty days to ask for review have lapsed, and nothing is left to do."""

from sqlalchemy import literal_column, update

from services.routing.actions.after_reply import finalise
from services.routing.models import ReferralOrder
from services.routing.policy.reviewing import ASKING
from shared.db.chores import Chore

ANSWERED = literal_column("'ANSWERED'")  # written out, as the index says it


def mark_lapsed(session, clock):
    """So that the chore reads what may become final, and not every reply that waits for it or never will."""
    if clock.rule in ASKING:
        mine = update(ReferralOrder).where(ReferralOrder.referral_id == clock.subject_id)
        session.execute(mine.values(review_lapsed_at=clock.stopped_at))


def lapsed_without_review(now=None):
    marked = ReferralOrder.review_lapsed_at.is_not(None)
    return marked, ReferralOrder.state == ANSWERED, ReferralOrder.to_finish_since.is_(None)


CHORES = (Chore("finalise a reply", ReferralOrder, ReferralOrder.referral_id, lapsed_without_review, finalise),)
