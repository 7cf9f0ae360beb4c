"""What was assigned is reported to its sender when all is done (办结报告), who accepts the report or refuses it."""

from uuid import uuid4

from services.routing import finishing, judging
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import NotYourStep, locked
from services.routing.actions.after_reply import answered, is_performed, settle_what_is_left
from services.routing.models import CompletionReport
from services.routing.policy.act import SENDERS
from services.routing.policy.serving import owes_a_report
from services.routing.reviews import was_revoked
from shared.contracts.completion import CompletionRefused, CompletionReported, MatterCompleted
from shared.errors import NotAllowed, NotFound, Refused
from shared.messaging import publish


class NoReportOwed(Refused):
    """转送的事项不用报送办结报告，交办的才报送"""


class NotDoneYet(Refused):
    """答复送达、予以支持的诉求执行完毕以后，才能报送办结报告"""


class ReportedAlready(Refused):
    """办结报告已经报送"""


class NothingReported(Refused):
    """没有待审核的办结报告"""


def report_completion(session, referral_id, form, *, by, now):
    referral = answered(session, referral_id, by)
    if not owes_a_report(referral.kind):
        raise NoReportOwed
    if not is_performed(referral):
        raise NotDoneYet
    if referral.open_report or referral.is_reported:
        raise ReportedAlready
    report = CompletionReport(report_id=uuid4(), sender=referral.sender, words=form.words, by=by.username, at=now)
    referral.reports.append(report)
    finishing.end_of_report(session, referral, now=now)
    judging.start(session, referral, report, at=now)
    told = {"words": form.words, "reported_by": by.username, "reported_at": now}
    publish(session, CompletionReported(**about_a_referral(referral), **told))
    return referral


def may_report(session, referral):
    """Whether its unit is offered the form for it."""
    if referral.reply is None or referral.state == "REOPENED" or was_revoked(session, referral):
        return False
    reported = referral.open_report or referral.is_reported
    return owes_a_report(referral.kind) and is_performed(referral) and not reported


def take_back_report(session, referral, *, now):
    """What it reported was revoked: nobody decides about it any more."""
    if report := referral.open_report:
        report.decided_at = now
        judging.end(session, report, now=now)


def decide_report(session, referral_id, form, *, by, now):
    """Accepted, the order is done with; refused, the unit mends it and reports again."""
    referral = locked(session, referral_id, by)
    if by.unit != referral.sender:
        raise NotYourStep if by.unit == referral.unit else NotFound
    if by.role not in SENDERS:
        raise NotAllowed
    report = referral.open_report
    if report is None:
        raise NothingReported
    report.accepted, report.decision_words = form.accepted, form.words
    report.decided_by, report.decided_at = by.username, now
    judging.end(session, report, now=now)
    if not form.accepted:
        finishing.owe_the_report_again(session, referral, now=now)
    settle_what_is_left(session, referral, now=now)
    event = MatterCompleted if form.accepted else CompletionRefused
    told = {"words": form.words, "decided_by": by.username, "decided_at": now}
    publish(session, event(**about_a_referral(referral), **told))
    return referral
