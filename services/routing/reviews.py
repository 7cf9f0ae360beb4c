"""Reviews as pages read them: what one looks at, what a unit has in hand, and who sees which order."""

from sqlalchemy import and_, exists, or_, select

from services.routing.models import ReferralOrder, Review
from services.routing.queries import PAGE, visible_to


def opinions_before(session, referral):
    """The orders whose opinions a review looks at: the one that handled the claims, then the review before it."""
    review = referral.review
    query = select(ReferralOrder).where(ReferralOrder.referral_id.in_((review.root, review.reviewed)))
    return list(session.scalars(query.order_by(ReferralOrder.made_at)))


def was_revoked(session, referral):
    """Whether a review revoked all that an order said: it is handled anew, and nothing is left to do here."""
    revoked = exists().where(
        Review.root == referral.referral_id,
        Review.referral_id == ReferralOrder.referral_id,
        ReferralOrder.state == "REVOKED",
    )
    return referral.state == "REVIEWED" and session.scalar(select(revoked))


def reviews_in_hand(session, staff):
    """Reviews that this person's unit makes, or has decided and not yet served; the first due first."""
    here = ReferralOrder.unit == staff.unit
    mine = or_(and_(here, ReferralOrder.turn == staff.unit), and_(here, ReferralOrder.to_finish_since.is_not(None)))
    query = (
        select(ReferralOrder)
        .join(Review, Review.referral_id == ReferralOrder.referral_id)
        .where(mine, visible_to(staff))
        .order_by(ReferralOrder.due_on, ReferralOrder.referral_id)
    )
    return list(session.scalars(query.limit(PAGE)))


def sees(session, referral_id, staff):
    """Whether the page of an order is open to this person."""
    query = select(ReferralOrder.referral_id).where(ReferralOrder.referral_id == referral_id, visible_to(staff))
    return session.scalar(query) is not None
