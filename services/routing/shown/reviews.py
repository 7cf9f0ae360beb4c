"""What the page of a referral shows of its review, and of the opinions a review looks at."""

from flask import g

from services.routing import actions, queries, reviews
from services.routing.policy.act import REVIEWERS, REVIEWS
from services.routing.policy.referral_acts import possible
from services.routing.policy.reviewing import NEXT
from shared.contracts.reviews import REVIEW_LEVELS


def shown_reviews(referral, acts):
    """The link from one order to the other, and which of their forms the reader is offered."""
    is_review = referral.kind in REVIEWS
    mine = acts and referral.unit == g.staff.unit
    acts_now = possible(referral.kind, referral.state, g.staff.role) if mine else ()
    hearing = referral.review.open_hearing if is_review else None
    asked_again = referral.asked_again if referral.reply else None
    return {
        "is_review": is_review,
        "review_levels": REVIEW_LEVELS,
        "opinions_before": reviews.opinions_before(g.session, referral) if is_review else (),
        "revoked_by": () if is_review else queries.earlier_orders_of(g.session, referral, "REVOKED"),
        "asked_again": asked_again,
        "sees_review": asked_again and reviews.sees(g.session, asked_again.referral_id, g.staff),
        "sees_before": is_review and reviews.sees(g.session, referral.review.reviewed, g.staff),
        "asks_review": acts and actions.may_ask_for_review(g.session, referral, g.staff),
        "next_level": NEXT.get(referral.kind),
        "last_day_to_ask": actions.last_day_to_ask(referral) if referral.reply else None,
        "open_hearing": hearing,
        "opens_hearing": "open_hearing" in acts_now and hearing is None,
        "closes_hearing": "close_hearing" in acts_now and hearing is not None,
        "writes_opinion": mine and is_review and g.staff.role in REVIEWERS,
    }
