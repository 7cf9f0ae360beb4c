"""What must be true of routing's rows if nothing is lost: every claim in exactly one party's hands."""

from sqlalchemy import func, select

from services.routing.models import ReferralOrder, RoutedClaim, RoutedMatter
from shared.messaging.tables import Outbox, Settlement


def every_registered_matter_arrived(session, before):
    """a handled matter.registered without its matter here"""
    query = (
        select(Settlement.event_id)
        .outerjoin(RoutedMatter, RoutedMatter.event_id == Settlement.event_id)
        .where(
            Settlement.state == "handled", Settlement.type == "matter.registered", RoutedMatter.matter_no.is_(None)
        )
    )
    return session.scalars(query)


def every_matter_here_has_its_event(session, before):
    """a matter here whose event was not handled"""
    query = (
        select(RoutedMatter.matter_no)
        .outerjoin(Settlement, Settlement.event_id == RoutedMatter.event_id)
        .where(Settlement.event_id.is_(None) | (Settlement.state != "handled"))
    )
    return session.scalars(query)


def every_claim_is_in_one_partys_hands(session, before):
    """a claim that nobody or more than one party holds"""
    held_by_unit = RoutedClaim.referral_id.is_not(None)
    held_by_person = RoutedClaim.triage_holder.is_not(None)
    return session.scalars(select(RoutedClaim.claim_id).where(held_by_unit == held_by_person))


def every_referral_was_announced(session, before):
    """a matter with referrals whose referral.made events do not match them"""
    query = (
        select(ReferralOrder.matter_no)
        .outerjoin(Outbox, (Outbox.subject == ReferralOrder.matter_no) & (Outbox.type == "referral.made"))
        .group_by(ReferralOrder.matter_no)
        .having(func.count(Outbox.position.distinct()) != func.count(ReferralOrder.referral_id.distinct()))
    )
    return session.scalars(query)


INVARIANTS = (
    every_registered_matter_arrived,
    every_matter_here_has_its_event,
    every_claim_is_in_one_partys_hands,
    every_referral_was_announced,
)
