"""Replies that become final: the thirty days to ask for review have lapsed, and nothing is left to do."""

from sqlalchemy import exists

from services.routing.actions.after_reply import finalise
from services.routing.models import Clock, ReferralOrder
from services.routing.policy.serving import ASK_REVIEW
from shared.db.chores import Chore


def lapsed_without_review(now=None):
    lapsed = exists().where(
        Clock.subject_id == ReferralOrder.referral_id, Clock.rule == ASK_REVIEW, Clock.state == "lapsed"
    )
    return ReferralOrder.state == "ANSWERED", ReferralOrder.to_finish_since.is_(None), lapsed


CHORES = (Chore("finalise a reply", ReferralOrder, ReferralOrder.referral_id, lapsed_without_review, finalise),)
