"""What must be true of claims that their petitioner withdrew."""

from sqlalchemy import func, select

from services.routing.models import ClaimWithdrawal, DecidedClaim, ReferralOrder, RoutedClaim
from shared.messaging.tables import Outbox


def every_withdrawn_claim_was_announced(session, before):
    """a matter with withdrawn claims of which no claim.withdrawn tells"""
    query = (
        select(RoutedClaim.matter_no)
        .join(ClaimWithdrawal, ClaimWithdrawal.claim_id == RoutedClaim.claim_id)
        .outerjoin(Outbox, (Outbox.subject == RoutedClaim.matter_no) & (Outbox.type == "claim.withdrawn"))
        .group_by(RoutedClaim.matter_no)
        .having(func.count(Outbox.position) == 0)
    )
    return session.scalars(query)


def an_order_ends_with_its_last_claim(session, before):
    """an order that is withdrawn and whose claims are not, or that goes on without a claim"""
    on_it = (DecidedClaim.referral_id == ReferralOrder.referral_id) & DecidedClaim.withdrawn_at.is_(None)
    left = select(ReferralOrder.referral_id).outerjoin(DecidedClaim, on_it)
    yield from session.scalars(left.where(DecidedClaim.claim_id.is_(None)))
    kept = (
        select(ReferralOrder.referral_id)
        .join(DecidedClaim, on_it)
        .outerjoin(ClaimWithdrawal, ClaimWithdrawal.claim_id == DecidedClaim.claim_id)
        .where(ReferralOrder.state == "WITHDRAWN", ClaimWithdrawal.claim_id.is_(None))
    )
    yield from session.scalars(kept)


INVARIANTS = (every_withdrawn_claim_was_announced, an_order_ends_with_its_last_claim)
