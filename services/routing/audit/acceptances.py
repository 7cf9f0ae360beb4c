"""What must be true of the rows about what was accepted, and by which way of article 31 each claim goes."""

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from services.routing.audit.telling import untold_of_orders
from services.routing.models import Acceptance, Answer, ClaimWay, Clock, DecidedClaim, ReferralOrder
from services.routing.policy.paths import PATHS, strictest

IN_HAND = ("IN_PROGRESS", "AWAITING_REVIEW")
STRICTEST = strictest(PATHS)


def every_acceptance_was_announced(session, before):
    """a matter with acceptances whose matter.accepted events do not match them"""
    return untold_of_orders(session, Acceptance, "matter.accepted")


def every_way_accepted_has_its_clock(session, before):
    """an open referral with a claim accepted under 31(6) or 31(5) and without the clock of that way"""
    for path, rule in ((path, PATHS[path].starts) for path in PATHS if PATHS[path].starts):
        kept = (Clock.subject_id == ReferralOrder.referral_id) & (Clock.rule == rule)
        query = (
            select(ReferralOrder.referral_id)
            .join(Acceptance, Acceptance.referral_id == ReferralOrder.referral_id)
            .outerjoin(Clock, kept & (Clock.state == "running"))
            .where(ReferralOrder.state.in_(IN_HAND), _goes(path), Clock.clock_id.is_(None))
        )
        yield from session.scalars(query)


def every_acceptance_names_the_way_of_each_claim(session, before):
    """an acceptance with ways for other claims than its order's, or with another path than the strictest of them"""
    claim = (ClaimWay.referral_id == DecidedClaim.referral_id) & (ClaimWay.claim_id == DecidedClaim.claim_id)
    another = aliased(ClaimWay)
    without = (
        select(DecidedClaim.referral_id)
        .join(Acceptance, Acceptance.referral_id == DecidedClaim.referral_id)
        .outerjoin(ClaimWay, claim)
        .where(DecidedClaim.withdrawn_at.is_(None), ClaimWay.claim_id.is_(None))
        .where(exists().where(another.referral_id == Acceptance.referral_id))
    )
    yield from session.scalars(without)
    its_own = exists().where(
        DecidedClaim.claim_id == ClaimWay.claim_id,
        DecidedClaim.referral_id == ReferralOrder.referral_id,
        (ReferralOrder.referral_id == ClaimWay.referral_id) | (ReferralOrder.parted_from == ClaimWay.referral_id),
    )
    yield from session.scalars(select(ClaimWay.referral_id).where(~its_own))
    milder = (
        select(Acceptance.referral_id)
        .where(exists().where(ClaimWay.referral_id == Acceptance.referral_id))
        .where(~exists().where(ClaimWay.referral_id == Acceptance.referral_id, ClaimWay.path == Acceptance.path))
    )
    yield from session.scalars(milder)
    one_petition = exists().where(ClaimWay.referral_id == Acceptance.referral_id, ClaimWay.path == STRICTEST)
    yield from session.scalars(select(Acceptance.referral_id).where(one_petition, Acceptance.path != STRICTEST))


def _goes(path):
    """Whether a claim of the acceptance goes this way; an old one has no ways of its claims."""
    has = exists().where(ClaimWay.referral_id == Acceptance.referral_id, ClaimWay.path == path)
    return (Acceptance.path == path) | has


def every_way_is_told_once(session, before):
    """a reply that names the way of a claim though it was told before, or those of some of its claims only"""
    beside = aliased(Answer)
    before_it = exists().where(Acceptance.referral_id == Answer.referral_id)
    unnamed = exists().where(beside.referral_id == Answer.referral_id, beside.path.is_(None))
    return session.scalars(select(Answer.referral_id).where(Answer.path.is_not(None), before_it | unnamed))


INVARIANTS = (
    every_acceptance_was_announced,
    every_way_accepted_has_its_clock,
    every_acceptance_names_the_way_of_each_claim,
    every_way_is_told_once,
)
