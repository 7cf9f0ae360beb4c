"""What must be true of what comes after a reply that was served."""

from sqlalchemy import select

from services.routing.audit.telling import untold_of_orders
from services.routing.models import Clock, ReferralOrder, Reopening, ReturnVisit
from services.routing.policy.visiting import VISITING
from shared.messaging.telling import untold


def every_return_visit_was_announced(session, before):
    """a matter whose recorded return visits followup.recorded does not match"""
    visited = select(ReferralOrder.matter_no).join(ReturnVisit, ReturnVisit.referral_id == ReferralOrder.referral_id)
    return untold(session, visited.where(ReturnVisit.at.is_not(None)), "followup.recorded")


def every_return_visit_owed_has_its_clock(session, before):
    """an open return visit without its running clock, or with another day than that clock; or one of what is left to
    do"""
    running = (Clock.subject_id == ReturnVisit.visit_id) & (Clock.rule == VISITING) & (Clock.state == "running")
    wrong = Clock.clock_id.is_(None) | Clock.due_on.is_distinct_from(ReturnVisit.due_on)
    query = (
        select(ReturnVisit.visit_id)
        .join(ReferralOrder, ReferralOrder.referral_id == ReturnVisit.referral_id)
        .outerjoin(Clock, running)
        .where(ReturnVisit.at.is_(None), wrong | ReferralOrder.to_finish_since.is_not(None))
    )
    return session.scalars(query)


def every_reopening_was_announced(session, before):
    """a matter whose orders that are done again referral.reopened does not match, or one without its reason"""
    yield from untold_of_orders(session, Reopening, "referral.reopened")
    unsaid = ReferralOrder.referral_id.not_in(select(Reopening.referral_id))
    yield from session.scalars(select(ReferralOrder.referral_id).where(ReferralOrder.state == "REOPENED", unsaid))


INVARIANTS = (
    every_return_visit_was_announced,
    every_return_visit_owed_has_its_clock,
    every_reopening_was_announced,
)
