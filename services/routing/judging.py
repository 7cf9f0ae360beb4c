"""The sender's own days to decide about a completion report (办结报告): without them it could wait for ever."""

from sqlalchemy import exists, select

from services.routing import timing
from services.routing.models import Clock, CompletionReport, ReferralOrder
from services.routing.policy.clocks_of import JUDGING
from shared.clocks import keeping

RUNS = (Clock.subject_id == CompletionReport.report_id, Clock.rule == JUDGING, Clock.state == "running")


def start(session, referral, report, *, at):
    clock = timing.of_another(referral, JUDGING, report.sender, report.report_id, at)
    keeping.start(session, [clock])
    report.due_on = clock.due_on


def hand_over(session, report):
    """Another unit decides about it: it is reminded from now on."""
    for clock in _running(session, report):
        clock.unit = report.sender


def end(session, report, *, now):
    keeping.stop(session, _running(session, report), now=now)


def start_missing(session):
    """Reports that waited before there was this clock: it runs from their arrival. How many were without."""
    without = (CompletionReport.decided_at.is_(None), ~exists().where(*RUNS))
    some = select(CompletionReport).where(*without).limit(timing.BATCH)
    reports = session.scalars(some.with_for_update(of=CompletionReport, skip_locked=True)).all()
    for report in reports:
        start(session, session.get_one(ReferralOrder, report.referral_id), report, at=report.at)
    return len(reports)


def _running(session, report):
    return keeping.locked_clocks(session, Clock, Clock.subject_id == report.report_id)
