"""What notify does when other services speak: it owes the notices of the table."""

from services.notify import actions
from shared.contracts.clocks import ClockBreached, ClockDueSoon, ClockFellDue
from shared.contracts.completion import CompletionRefused, CompletionReported, MatterCompleted
from shared.contracts.handling import (
    AssistanceAnswered,
    AssistanceAsked,
    AssistanceReleased,
    ExtensionAsked,
    ExtensionRefused,
    HandlingExtended,
    OrderExtended,
    ReferralPassedDown,
)
from shared.contracts.intake import MatterContacted, MatterRegistered
from shared.contracts.mediation import MediationAgreed, MediationFailed, ReferralSteeredAway
from shared.contracts.replies import OpinionPerformed, ReplyFinalised, ReplySentBack, ReplySentForCheck
from shared.contracts.routing import (
    ClaimDeclined,
    MatterAccepted,
    ObjectionPassedOn,
    ObjectionRefused,
    ReferralMade,
    ReferralObjected,
    ReferralReturned,
    ReferralTakenOver,
    ReplyIssued,
)
from shared.contracts.urging import (
    ReferralChased,
    SupervisionAnswered,
    SupervisionAnswerRefused,
    SupervisionIssued,
    SupervisionLifted,
)
from shared.messaging import handles


@handles(MatterRegistered)
def tell_petitioner_it_is_registered(session, event):
    actions.owe_notices(session, event)


@handles(MatterContacted)
def tell_unit_that_the_petitioner_came_again(session, event):
    actions.respect_wishes(session, event)
    actions.owe_notices(session, event)


@handles(ReferralMade)
def tell_unit_and_petitioner_of_the_referral(session, event):
    actions.owe_notices(session, event)


@handles(ClaimDeclined)
def tell_petitioner_why_it_is_not_accepted(session, event):
    actions.owe_notices(session, event)


@handles(ReferralTakenOver)
def tell_who_followed_and_petitioner(session, event):
    actions.owe_notices(session, event)


@handles(ReferralPassedDown)
def tell_unit_below_and_petitioner(session, event):
    actions.owe_notices(session, event)


@handles(AssistanceAsked, AssistanceReleased)
def tell_assisting_unit(session, event):
    actions.owe_notices(session, event)


@handles(AssistanceAnswered)
def tell_holder_what_the_assisting_unit_says(session, event):
    actions.owe_notices(session, event)


@handles(ExtensionAsked)
def tell_approver_what_is_asked(session, event):
    actions.owe_notices(session, event)


@handles(HandlingExtended)
def tell_petitioner_why_it_takes_longer(session, event):
    actions.owe_notices(session, event)


@handles(OrderExtended, ExtensionRefused)
def tell_unit_what_became_of_its_request(session, event):
    actions.owe_notices(session, event)


@handles(MediationAgreed, MediationFailed)
def tell_petitioner_how_mediation_ended(session, event):
    actions.owe_notices(session, event)


@handles(ReferralSteeredAway)
def tell_petitioner_where_to_go_and_sender(session, event):
    actions.owe_notices(session, event)


@handles(MatterAccepted)
def tell_petitioner_how_it_is_dealt_with(session, event):
    actions.owe_notices(session, event)


@handles(ReferralObjected, ObjectionPassedOn)
def tell_decider_of_the_objection(session, event):
    actions.owe_notices(session, event)


@handles(ReferralReturned, ObjectionRefused)
def tell_unit_what_became_of_its_objection(session, event):
    actions.owe_notices(session, event)


@handles(ReplySentForCheck, ReplySentBack)
def tell_who_checks_and_who_mends(session, event):
    actions.owe_notices(session, event)


@handles(OpinionPerformed, ReplyFinalised)
def tell_sender_what_became_of_the_reply(session, event):
    actions.owe_notices(session, event)


@handles(CompletionReported, CompletionRefused, MatterCompleted)
def tell_each_other_of_the_completion_report(session, event):
    actions.owe_notices(session, event)


@handles(ReplyIssued)
def tell_petitioner_and_sender_of_the_reply(session, event):
    actions.owe_notices(session, event)


@handles(ClockDueSoon, ClockFellDue, ClockBreached)
def remind_chase_and_escalate(session, event):
    actions.owe_notices(session, event)


@handles(ReferralChased, SupervisionIssued, SupervisionAnswerRefused, SupervisionLifted)
def tell_unit_that_it_is_pressed_or_no_more(session, event):
    actions.owe_notices(session, event)


@handles(SupervisionAnswered)
def tell_supervisor_of_the_answer(session, event):
    actions.owe_notices(session, event)
