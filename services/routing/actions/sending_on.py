"""The unit that sent an order is closed: another one follows it up, decides about it and visits the petitioner."""

from services.routing import judging, timing
from services.routing.actions.about import about_a_referral
from services.routing.deciders import who_sends
from services.routing.editions import city_now
from shared.contracts.after_reply import SendingTakenOver
from shared.messaging import publish

ARTICLE = "《信访工作条例》第二十四条第二款"


def hand_over_sending(session, referral, now):
    """All that its sender still owes or is asked goes along: a visit, a request for more time, a report."""
    former = referral.sender
    referral.sender = who_sends(city_now(session), referral.matter, former)
    if visit := referral.open_visit:
        visit.unit = referral.sender
        timing.hand_over_visit(session, visit)
    if (request := referral.open_extension) and request.approver == former:
        request.approver = referral.sender
    if report := referral.open_report:
        report.sender = referral.sender
        judging.hand_over(session, report)
    publish(
        session,
        SendingTakenOver(**about_a_referral(referral), former_sender=former, article=ARTICLE, taken_over_at=now),
    )
