"""By when something is owed on an order, and from when on its unit is idle, on its own row for the lists."""

from sqlalchemy import select

from services.routing.models import Assistance, Clock, CompletionReport, ReferralOrder, ReturnVisit
from services.routing.policy import clocks_of
from services.routing.policy.act import REVIEWS
from services.routing.policy.automatic import IDLE, gone_on
from services.routing.policy.visiting import VISITING
from shared.clocks.deadline import HERE
from shared.clocks.in_force import rulebook

OWED = (Clock.claim_id.is_(None), Clock.kind == "duty", Clock.state == "running")


def settle(session, referral):
    """The first day by which a unit owes something on a referral, on its own row for the lists."""
    session.flush()
    owed = select(Clock.rule, Clock.started_at, Clock.due_on).where(Clock.subject_id == referral.referral_id, *OWED)
    settle_by(referral, session.execute(owed).all())


def settle_by(referral, owed):
    referral.due_on = min((clock.due_on for clock in owed if clock.due_on), default=None)
    referral.idle_on = _idle_on(referral, [clock for clock in owed if clock.due_on and _is_quiet(referral, clock)])


def moved(session, clock):
    """A calendar moved a due date: the lists are told of it too."""
    if clock.subject_id and (referral := session.get(ReferralOrder, clock.subject_id)):
        settle(session, referral)
    elif clock.rule == clocks_of.ASSISTING and (assistance := session.get(Assistance, clock.subject_id)):
        assistance.due_on = clock.due_on
    elif clock.rule == clocks_of.JUDGING and (report := session.get(CompletionReport, clock.subject_id)):
        report.due_on = clock.due_on
    elif clock.rule == VISITING and (visit := session.get(ReturnVisit, clock.subject_id)):
        visit.due_on = clock.due_on


def _idle_on(referral, quiet):
    """When too much of a period will be gone in which its unit has done nothing; a unit that reviews is reminded by
    its clock and supervised by nobody below it."""
    if referral.kind in REVIEWS:
        return None
    days = [(_watched_from(referral, clock).astimezone(HERE).date(), clock.due_on) for clock in quiet]
    percent = rulebook().candidates(IDLE, max(day for day, _ in days))[0].limit if days else None
    return min((gone_on(began, due_on, percent) for began, due_on in days), default=None)


def _is_quiet(referral, clock):
    """Whether nothing was done yet in a period: in one that the law or an order sets, no act of the unit; after its
    reply, no attempt to serve it, nothing performed."""
    if clock.rule == clocks_of.SERVING:
        return not any(proof.struck_out_at is None for proof in referral.proofs)
    if clock.rule == clocks_of.EXECUTING:
        return not any(task.done_on for task in referral.tasks_here)
    if clock.rule in clocks_of.AGREED_HERE or referral.to_finish_since:
        return False
    return referral.acted_at is None or _watched_from(referral, clock) >= referral.acted_at


def _watched_from(referral, clock):
    """The period of an acceptance that came late began before it; whether its unit is idle shows only afterwards."""
    accepted = referral.acceptance if clock.rule in clocks_of.BY_WAY else None
    return max(clock.started_at, accepted.at) if accepted else clock.started_at
