"""The clocks of what a unit still owes after its reply: to serve it, to perform what it supports, to report."""

from sqlalchemy import exists, or_, select

from services.routing import due, timing
from services.routing.models import (
    Clock,
    CompletionReport,
    DecidedClaim,
    ExecutionTask,
    ProofOfService,
    ReferralOrder,
)
from services.routing.policy.clocks_of import EXECUTING, OF_AN_ORDER, SERVING, of_what_is_left
from services.routing.policy.serving import NOT_SERVED, owes_a_report, served_by
from shared.clocks import keeping
from shared.db import now_by_database

IS_UNDONE = (ExecutionTask.done_on.is_(None), ExecutionTask.overturned_at.is_(None))


def new_clocks(referral, *, now):
    """The clocks of a reply that was just released, not yet started."""
    return [timing.of_the_order(referral, rule, now) for rule in _left(referral)]


def follow(session, referral, *, now):
    """What is owed again begins anew, what is done ends."""
    left, running = _left(referral), _running(session, referral)
    keeping.stop(session, [clock for rule, clock in running.items() if rule not in left], now=now)
    keeping.start(session, [timing.of_the_order(referral, rule, now) for rule in left if rule not in running])
    due.settle(session, referral)


def end_of_report(session, referral, *, now):
    """It was handed in; whether it is accepted is for its sender to say."""
    timing.stop_what(session, referral, (OF_AN_ORDER,), now=now)
    due.settle(session, referral)


def owe_the_report_again(session, referral, *, now):
    """It was refused: it is owed by the day that was set, or to which that was moved."""
    before = [clock for clock in referral.clocks if clock.rule == OF_AN_ORDER]
    if before:
        _owe_the_report(session, referral, max(before, key=lambda clock: clock.started_at).due_on, now=now)


def as_if_never_begun(session, referral, rule, *, now):
    """What it ran from was a mistake: whether it runs or has lapsed, it counts no more."""
    mine = (Clock.subject_id == referral.referral_id, Clock.rule == rule, Clock.state.in_(("running", "lapsed")))
    clocks = session.scalars(select(Clock).where(*mine).order_by(Clock.clock_id).with_for_update())
    keeping.stop(session, clocks, now=now, outcome="void")


def start_missing(session):
    """What was left to do before there were these clocks: they run from now on. How many replies were without."""
    mine = select(ReferralOrder).where(*unwatched()).limit(timing.BATCH)
    referrals = session.scalars(mine.with_for_update(of=ReferralOrder, skip_locked=True)).all()
    now = now_by_database(session)
    for referral in referrals:
        watched = {clock.rule for clock in timing.running_of(session, referral)}
        handed_in = referral.open_report or referral.is_reported
        if owes_a_report(referral.kind) and referral.reply_by and not handed_in and OF_AN_ORDER not in watched:
            _owe_the_report(session, referral, referral.reply_by, now=now)
        follow(session, referral, now=now)
    return len(referrals)


def unwatched():
    """Replies of which something is left to do, and no clock of that runs."""
    mine = ReferralOrder.referral_id
    served = exists().where(
        ProofOfService.referral_id == mine,
        ProofOfService.means != NOT_SERVED,
        ProofOfService.struck_out_at.is_(None),
    )
    its_claim = (DecidedClaim.referral_id == mine, DecidedClaim.claim_id == ExecutionTask.claim_id)
    undone = (ExecutionTask.referral_id == mine, *IS_UNDONE)
    unperformed = exists().where(*undone, exists().where(*its_claim).correlate(ReferralOrder, ExecutionTask))
    handed_in = CompletionReport.decided_at.is_(None) | CompletionReport.accepted
    reported = exists().where(CompletionReport.referral_id == mine, handed_in)
    assigned = (ReferralOrder.kind == "ASSIGN") & ReferralOrder.reply_by.is_not(None)
    return ReferralOrder.to_finish_since.is_not(None), or_(
        ~served & ~_runs(SERVING),
        unperformed & ~_runs(EXECUTING),
        assigned & ~reported & ~_runs(OF_AN_ORDER),
    )


def _left(referral):
    is_performed = all(task.done_on for task in referral.tasks_here)
    return of_what_is_left(served_by(referral.proofs) is not None, is_performed)


def _running(session, referral):
    return {clock.rule: clock for clock in timing.running_of(session, referral) if clock.rule in (SERVING, EXECUTING)}


def _owe_the_report(session, referral, day, *, now):
    keeping.start(session, [timing.of_the_order(referral, OF_AN_ORDER, now, set_for=day)])


def _runs(rule):
    return exists().where(Clock.subject_id == ReferralOrder.referral_id, Clock.rule == rule, Clock.state == "running")
