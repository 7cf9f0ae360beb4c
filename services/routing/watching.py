"""The limitation watch: the time limits of each claim that the law sets to the petitioner, watched by whoever holds
the claim."""

from datetime import datetime, time

from sqlalchemy import select

from services.routing.models import Clock, ReferralOrder
from services.routing.policy import clocks_of
from services.routing.timing import new_clock
from shared.clocks import keeping
from shared.clocks.deadline import HERE
from shared.clocks.in_force import rulebook


def start(session, matter, facts, *, now):
    """The limitation watch of each claim, by whoever holds the claim. Nobody watches over a report."""
    if matter.kind == "REPORT":
        return
    today = now.astimezone(HERE).date()
    watching = rulebook().watching(today)
    clocks = [
        _watch(session, matter, claim, begins)
        for claim in matter.claims
        for begins in clocks_of.of_claim(facts[claim.claim_id], watching, today)
    ]
    keeping.start(session, [clock for clock in clocks if not _long_over(clock, today)])


def follow_facts(session, matter, claim, facts, *, now):
    """The facts of a claim were corrected: its watch follows them, as long as somebody holds it."""
    if matter.kind == "REPORT" or not (claim.referral_id or claim.triage_holder):
        return
    today = now.astimezone(HERE).date()
    begun = clocks_of.of_claim(facts, rulebook().watching(today), today)
    wanted = {_run(clock): clock for clock in (_watch(session, matter, claim, begins) for begins in begun)}
    running = keeping.locked_clocks(session, Clock, Clock.claim_id == claim.claim_id)
    keeping.stop(session, [clock for clock in running if _run(clock) not in wanted], now=now)
    fresh = [clock for run, clock in wanted.items() if run not in set(map(_run, running))]
    known = set(session.scalars(select(Clock.clock_id).where(Clock.clock_id.in_([c.clock_id for c in fresh]))))
    keeping.start(session, [c for c in fresh if c.clock_id not in known and not _long_over(c, today)])


def hand_over(session, claims):
    """The claims are in other hands: their time limits are watched there from now on."""
    by_id = {claim.claim_id: claim for claim in claims}
    for clock in keeping.locked_clocks(session, Clock, Clock.claim_id.in_(by_id)):
        claim = by_id[clock.claim_id]
        clock.subject_id, clock.unit = claim.referral_id, _watched_by(session, claim)


def end(session, claim, *, now):
    """Nobody holds the claim any more, so nobody watches over its time limits."""
    keeping.stop(session, keeping.locked_clocks(session, Clock, Clock.claim_id == claim.claim_id), now=now)


def _watch(session, matter, claim, begins):
    at = datetime.combine(begins.from_day, time(12), HERE)
    unit = _watched_by(session, claim)
    return new_clock(matter, begins, unit, at, subject_id=claim.referral_id, claim_id=claim.claim_id)


def _watched_by(session, claim):
    if claim.referral_id is None:
        return claim.triage_holder
    referral = session.get_one(ReferralOrder, claim.referral_id)
    return referral.sender if referral.state == "HANDED_OUTSIDE" else referral.unit


def _run(clock):
    return clock.rule, clock.started_at


def _long_over(clock, today):
    """It ended in a year before our first calendar, so nothing will ever say on which day."""
    return clock.waits_for is not None and clock.waits_for < today.year
