"""What must be true of claims that became a matter of their own."""

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import aliased

from services.routing.models import Clock, ReferralOrder, RoutedClaim, RoutedMatter
from services.routing.policy.clocks_of import OF_A_WISH, OF_AN_ORDER, SIGNING, TELLING, WINDOW
from shared.messaging.tables import Outbox

WITH_THE_ORDER = (TELLING, WINDOW, SIGNING, OF_AN_ORDER, OF_A_WISH)


def of_other_matters():
    """Which matters began as claims of which others."""
    return select(RoutedMatter.matter_no, RoutedMatter.split_from).where(RoutedMatter.split_from.is_not(None))


def registered_as(matter_no, split_from):
    """The number under which its claims were registered at first."""
    while matter_no in split_from:
        matter_no = split_from[matter_no]
    return matter_no


def every_split_was_announced(session, before):
    """a matter that began as claims of another one, of which no claim.split tells"""
    told = exists().where(Outbox.subject == RoutedMatter.split_from, Outbox.type == "claim.split")
    query = select(RoutedMatter.matter_no).where(RoutedMatter.split_from.is_not(None), ~told)
    return session.scalars(query)


def no_split_gives_fresh_time(session, before):
    """an order that was split off and whose time limit began later than that of the order it was split from"""
    old = aliased(Clock)
    first = (
        select(ReferralOrder.referral_id, old.rule, func.min(old.started_at).label("began"))
        .join(old, and_(old.subject_id == ReferralOrder.split_from, old.claim_id.is_(None)))
        .where(old.rule.in_(WITH_THE_ORDER))
        .group_by(ReferralOrder.referral_id, old.rule)
        .subquery()
    )
    query = (
        select(Clock.subject_id)
        .join(first, and_(first.c.referral_id == Clock.subject_id, first.c.rule == Clock.rule))
        .where(Clock.claim_id.is_(None))
        .group_by(Clock.subject_id, Clock.rule, first.c.began)
        .having(func.min(Clock.started_at) > first.c.began)
    )
    return session.scalars(query)


def every_order_holds_claims_of_its_own_matter(session, before):
    """a claim that is with an order of another matter"""
    query = (
        select(RoutedClaim.claim_id)
        .join(ReferralOrder, ReferralOrder.referral_id == RoutedClaim.referral_id)
        .where(ReferralOrder.matter_no != RoutedClaim.matter_no)
    )
    return session.scalars(query)


INVARIANTS = (
    every_split_was_announced,
    no_split_gives_fresh_time,
    every_order_holds_claims_of_its_own_matter,
)
