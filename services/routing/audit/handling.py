"""What must be true of the rows about what happens to a referral while it is in hand."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from services.routing.audit.telling import untold_of_orders
from services.routing.models import (
    Assistance,
    Clock,
    ExtensionDecision,
    ExtensionRequest,
    Mediation,
    PassingDown,
    Reassignment,
    ReferralOrder,
    Reopening,
    SteeredAway,
    UrgingOrder,
)
from services.routing.policy.clocks_of import ASSISTING, CONFIRMING


def every_change_of_hands_was_announced(session, before):
    """a matter whose referrals were given to colleagues or passed down, with other events than rows about it"""
    yield from untold_of_orders(session, Reassignment, "handler.reassigned")
    yield from untold_of_orders(session, PassingDown, "referral.passed_down")


def every_assistance_was_announced(session, before):
    """a matter with assisting units whose events do not match them"""
    yield from untold_of_orders(session, Assistance, "assistance.asked")


def every_assisting_unit_has_its_clock(session, before):
    """an open assistance without its running clock, or with another day than that clock"""
    running = (Clock.subject_id == Assistance.assistance_id) & (Clock.rule == ASSISTING) & (Clock.state == "running")
    other_day = Clock.due_on.is_distinct_from(Assistance.due_on)
    query = select(Assistance.assistance_id).outerjoin(Clock, running)
    return session.scalars(query.where(Assistance.ended_at.is_(None), Clock.clock_id.is_(None) | other_day))


def nobody_assists_with_what_is_over(session, before):
    """an open assistance with a referral that is nobody's turn, or that the assisting unit itself holds"""
    query = select(Assistance.assistance_id).join(ReferralOrder, ReferralOrder.referral_id == Assistance.referral_id)
    over = ReferralOrder.turn.is_(None) | (ReferralOrder.unit == Assistance.unit)
    return session.scalars(query.where(Assistance.ended_at.is_(None), over))


def every_request_for_more_time_was_announced(session, before):
    """a matter whose requests for more time do not match their events"""
    yield from untold_of_orders(session, ExtensionRequest, "extension.asked")


def every_extension_stands_with_its_clock(session, before):
    """more time that was given to a clock whose record does not know of it"""
    given = select(Clock.clock_id).join(ExtensionRequest, ExtensionRequest.clock_id == Clock.clock_id)
    given = given.join(ExtensionDecision, ExtensionDecision.request_id == ExtensionRequest.request_id)
    return session.scalars(given.where(ExtensionDecision.agreed, Clock.record.is_(None)))


def nobody_is_supervised_twice_for_one_cause_by_itself(session, before):
    """a referral that the city's own numbers supervised more than once for the same cause"""
    by_itself = (UrgingOrder.by.is_(None), UrgingOrder.kind != "CHASE")
    twice = select(UrgingOrder.referral_id).where(*by_itself).group_by(UrgingOrder.referral_id, UrgingOrder.cause)
    return session.scalars(twice.having(func.count() > 1))


def every_mediation_was_announced(session, before):
    """a matter with mediations whose events do not match them"""
    yield from untold_of_orders(session, Mediation, "mediation.started")


def nobody_mediates_about_what_is_over(session, before):
    """a mediation that goes on about a referral that is nobody's turn"""
    query = select(Mediation.mediation_id).join(ReferralOrder, ReferralOrder.referral_id == Mediation.referral_id)
    return session.scalars(query.where(Mediation.ended_at.is_(None), ReferralOrder.turn.is_(None)))


def every_agreement_has_its_thirty_days(session, before):
    """an agreement without the clock of its judicial confirmation"""
    kept = (Clock.clock_id == Mediation.clock_id) & (Clock.rule == CONFIRMING)
    query = select(Mediation.mediation_id).outerjoin(Clock, kept)
    return session.scalars(query.where(Mediation.ended_as == "agreed", Clock.clock_id.is_(None)))


def every_order_led_away_was_announced(session, before):
    """an order that its unit led into a statutory channel, in another state or without its event"""
    yield from untold_of_orders(session, SteeredAway, "referral.steered_away")
    query = select(SteeredAway.referral_id).join(ReferralOrder, ReferralOrder.referral_id == SteeredAway.referral_id)
    yield from session.scalars(query.where(ReferralOrder.state != "STEERED"))


def what_parted_is_over_and_of_the_same_matter(session, before):
    """an order parted from another one that is neither led away nor done again, or whose other one is gone or of
    another matter"""
    whole = aliased(ReferralOrder)
    same = (whole.referral_id == ReferralOrder.parted_from) & (whole.matter_no == ReferralOrder.matter_no)
    led = SteeredAway.referral_id.is_not(None) & (ReferralOrder.state == "STEERED")
    again = Reopening.referral_id.is_not(None) & (ReferralOrder.state == "REOPENED")
    query = (
        select(ReferralOrder.referral_id)
        .outerjoin(whole, same)
        .outerjoin(SteeredAway, SteeredAway.referral_id == ReferralOrder.referral_id)
        .where(ReferralOrder.parted_from.is_not(None))
        .outerjoin(Reopening, Reopening.referral_id == ReferralOrder.referral_id)
        .where(whole.referral_id.is_(None) | ~(led | again))
    )
    return session.scalars(query)


INVARIANTS = (
    every_change_of_hands_was_announced,
    every_assistance_was_announced,
    every_assisting_unit_has_its_clock,
    nobody_assists_with_what_is_over,
    every_request_for_more_time_was_announced,
    every_extension_stands_with_its_clock,
    nobody_is_supervised_twice_for_one_cause_by_itself,
    every_mediation_was_announced,
    nobody_mediates_about_what_is_over,
    every_agreement_has_its_thirty_days,
    every_order_led_away_was_announced,
    what_parted_is_over_and_of_the_same_matter,
)
