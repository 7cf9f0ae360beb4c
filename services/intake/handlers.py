"""What intake does when anybody speaks of a matter: it writes the timeline and follows each claim."""

import json

from sqlalchemy import select, update

from services.intake.models import Claim, Matter, MatterClock, TimelineEntry
from services.intake.policy.matter_state import matter_state
from shared.contracts.clocks import ClockBreached, ClockDueSoon, ClockFellDue, ClockMoved, ClockStarted, ClockStopped
from shared.contracts.completion import CompletionRefused, CompletionReported, MatterCompleted
from shared.contracts.handling import (
    AssistanceAnswered,
    AssistanceAsked,
    AssistanceReleased,
    ExtensionAsked,
    ExtensionRefused,
    HandlerReassigned,
    HandlingExtended,
    OrderExtended,
    ReferralPassedDown,
)
from shared.contracts.intake import ConsultationAnswered, MatterContacted, MatterRegistered
from shared.contracts.legalaid import AidDraftOpened
from shared.contracts.mediation import (
    MediationAgreed,
    MediationConfirmed,
    MediationFailed,
    MediationHeld,
    MediationStarted,
    ReferralSteeredAway,
)
from shared.contracts.notify import NoticeFailed, NoticeSent
from shared.contracts.replies import (
    OpinionPerformed,
    ReplyFinalised,
    ReplyRecalled,
    ReplySentBack,
    ReplySentForCheck,
    ReplyServed,
)
from shared.contracts.routing import (
    ClaimDeclined,
    HandlerRecused,
    HandlerReleased,
    MatterAccepted,
    MatterHeldForTriage,
    ObjectionPassedOn,
    ObjectionRefused,
    ReferralMade,
    ReferralObjected,
    ReferralReturned,
    ReferralSigned,
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
from shared.messaging import NotYet, handles

TOLD = {
    MatterRegistered: ("channel", "registered_by", "registering_unit", "same_as"),
    ConsultationAnswered: ("channel", "unit", "answered_by", "legal_basis"),
    MatterContacted: ("channel", "number", "recorded_by", "recording_unit"),
    MatterHeldForTriage: ("holder", "reason", "reason_en"),
    ReferralMade: (
        "kind",
        "sender",
        "unit",
        "rule",
        "article",
        "reason",
        "reason_en",
        "decided_by",
        "approver",
        "overridden",
    ),
    ClaimDeclined: ("unit", "state", "article", "same_as", "declined_by"),
    HandlerRecused: ("unit", "username", "recused_by"),
    MatterAccepted: ("unit", "path", "article", "accepted_by"),
    ReferralSigned: ("unit", "signed_by"),
    ReferralObjected: ("unit", "reason", "competent_unit", "decider", "disputed", "objected_by"),
    ReferralReturned: ("unit", "decider", "disputed", "decided_by"),
    ObjectionRefused: ("unit", "decider", "disputed", "decided_by"),
    ReferralTakenOver: ("unit", "former_unit", "article"),
    HandlerReleased: ("unit", "username"),
    HandlerReassigned: ("unit", "former", "username", "reassigned_by"),
    ReferralPassedDown: ("unit", "former_unit", "article", "passed_by"),
    AssistanceAsked: ("unit", "assistant", "asked_by"),
    AssistanceAnswered: ("unit", "assistant", "answered_by"),
    AssistanceReleased: ("unit", "assistant", "how", "released_by"),
    ExtensionAsked: ("unit", "rule", "days", "approver", "asked_by"),
    HandlingExtended: ("unit", "rule", "days", "approver", "extended_by"),
    OrderExtended: ("unit", "rule", "days", "approver", "extended_by"),
    ExtensionRefused: ("unit", "rule", "days", "approver", "refused_by"),
    MediationStarted: ("unit", "mediator", "started_by"),
    MediationHeld: ("unit", "mediator", "held_by"),
    MediationAgreed: ("unit", "mediator", "agreed_by"),
    MediationFailed: ("unit", "mediator", "how", "failed_by"),
    MediationConfirmed: ("unit", "mediator", "recorded_by"),
    ReferralSteeredAway: ("unit", "path", "door", "article", "steered_by"),
    ObjectionPassedOn: ("decider", "former_decider"),
    ReplySentForCheck: ("unit", "checker", "sent_by"),
    ReplyRecalled: ("unit", "recalled_by"),
    ReplySentBack: ("unit", "sent_back_by"),
    ReplyIssued: ("unit", "answered_by", "checked_by"),
    ReplyServed: ("unit", "means", "served", "entered_by"),
    OpinionPerformed: ("unit", "reported_by"),
    ReplyFinalised: ("unit",),
    CompletionReported: ("unit", "sender", "reported_by"),
    CompletionRefused: ("unit", "sender", "decided_by"),
    MatterCompleted: ("unit", "sender", "decided_by"),
    ReferralChased: ("unit", "office", "number", "cause", "chased_by"),
    SupervisionIssued: ("unit", "supervisor", "kind", "number", "cause", "issued_by"),
    SupervisionAnswered: ("unit", "supervisor", "number", "answered_by"),
    SupervisionAnswerRefused: ("unit", "supervisor", "number", "refused_by"),
    SupervisionLifted: ("unit", "supervisor", "number", "how", "lifted_by"),
    AidDraftOpened: ("unit",),
    ClockStarted: (),
    ClockMoved: ("because",),
    ClockDueSoon: ("rule", "edition", "unit"),
    ClockFellDue: ("rule", "edition", "unit"),
    ClockBreached: ("rule", "edition", "unit", "supervisor"),
    NoticeSent: ("template", "recipient", "unit", "means"),
    NoticeFailed: ("template", "recipient", "unit", "means", "reason"),
}

IN_WORDS = (
    ConsultationAnswered,
    MatterContacted,
    CompletionReported,
    CompletionRefused,
    MatterCompleted,
    OpinionPerformed,
    ReferralReturned,
    ObjectionRefused,
    ReferralChased,
    SupervisionIssued,
    SupervisionAnswered,
    SupervisionAnswerRefused,
    SupervisionLifted,
    HandlerReassigned,
    ReferralPassedDown,
    AssistanceAsked,
    AssistanceAnswered,
    AssistanceReleased,
    HandlingExtended,
    OrderExtended,
    ExtensionRefused,
    MediationHeld,
    MediationAgreed,
    MediationFailed,
    MediationConfirmed,
    ReferralSteeredAway,
)


@handles(*TOLD)
def add_to_timeline(session, event):
    session.add(
        TimelineEntry(
            event_id=event.meta.id,
            matter_no=event.matter_no,
            at=event.meta.time,
            type=event.meta.type,
            source=event.meta.source,
            sequence=event.meta.sequence,
            cause=event.meta.cause,
            facts={**_told(event), **_clocks_told(event)},
            words=_words(event),
        )
    )


@handles(MatterHeldForTriage)
def hold_claims(session, event):
    follow(session, event, event.claims, "AWAITING_TRIAGE", event.holder)


@handles(ReferralMade)
def hand_claims_over(session, event):
    follow(session, event, [claim.claim_id for claim in event.claims], _state_after_referral(event), event.unit)


@handles(ClaimDeclined)
def end_claims_that_are_not_accepted(session, event):
    follow(session, event, event.claims, event.state, None)


@handles(ReferralSigned)
def put_claims_in_progress(session, event):
    follow(session, event, event.claims, "IN_PROGRESS", event.unit)


@handles(ReferralObjected)
def put_claims_under_objection(session, event):
    follow(session, event, event.claims, "OBJECTED", event.unit)


@handles(ReferralReturned)
def take_claims_back(session, event):
    follow(session, event, event.claims, "RETURNED", event.decider)


@handles(ObjectionRefused)
def leave_claims_where_they_are(session, event):
    follow(session, event, event.claims, event.state, event.unit)


@handles(ReferralTakenOver)
def pass_claims_to_who_followed(session, event):
    follow(session, event, event.claims, event.state, event.unit)
    kept = (MatterClock.matter_no == event.matter_no, MatterClock.unit == event.former_unit)
    known_before = (MatterClock.running, MatterClock.sequence < event.meta.sequence)
    session.execute(update(MatterClock).where(*kept, *known_before).values(unit=event.unit))


@handles(ReferralSteeredAway)
def lead_claims_away(session, event):
    follow(session, event, event.claims, "STEERED", event.unit)


@handles(ReferralPassedDown)
def pass_claims_down(session, event):
    follow(session, event, event.claims, "AWAITING_SIGN", event.unit)


@handles(ReplySentForCheck)
def put_claims_under_check(session, event):
    follow(session, event, event.claims, "AWAITING_REVIEW", event.checker)


@handles(ReplyRecalled, ReplySentBack)
def put_claims_back_to_whoever_drafts(session, event):
    follow(session, event, event.claims, "IN_PROGRESS", event.unit)


@handles(ReplyIssued)
def close_claims(session, event):
    outcomes = {answer.claim_id: answer.outcome for answer in event.answers}
    follow(session, event, outcomes, "ANSWERED", event.unit, outcomes)


@handles(ReplyFinalised)
def end_claims_that_are_final(session, event):
    follow(session, event, event.claims, "FINALISED", event.unit)


@handles(ClockStarted, ClockStopped)
def keep_clocks(session, event):
    for clock in event.clocks:
        keep_clock(session, event, clock, running=isinstance(event, ClockStarted))


@handles(ClockMoved)
def move_clock(session, event):
    keep_clock(session, event, event.clock, running=True)


def keep_clock(session, event, told, *, running):
    """Keep what the newest event says of a clock; an older one that comes late changes nothing."""
    if session.get(Matter, event.matter_no, with_for_update={"of": Matter}) is None:
        raise NotYet("the matter is not known here")
    clock = session.get(MatterClock, told.clock_id)
    if clock is None:
        clock = MatterClock(clock_id=told.clock_id, matter_no=event.matter_no, sequence=-1)
        session.add(clock)
    if event.meta.sequence > clock.sequence:
        clock.rule, clock.edition, clock.kind, clock.unit = told.rule, told.edition, told.kind, told.unit
        clock.due_on, clock.running, clock.sequence = told.due_on, running, event.meta.sequence


def follow(session, event, claim_ids, state, holder, outcomes=None):
    """Move claims to where the newest event about them says; an older one that comes late changes nothing."""
    matter = session.get(Matter, event.matter_no, with_for_update={"of": Matter})
    if matter is None:
        raise NotYet("the matter is not known here")
    claims = session.scalars(select(Claim).where(Claim.matter_no == event.matter_no)).all()
    for claim in claims:
        if claim.claim_id in set(claim_ids) and event.meta.sequence > claim.sequence:
            claim.state, claim.holder, claim.sequence = state, holder, event.meta.sequence
            claim.outcome = (outcomes or {}).get(claim.claim_id, claim.outcome)
    matter.state, matter.holder = matter_state(claims)


def _state_after_referral(event):
    if event.outside:
        return "HANDED_OUTSIDE"
    return "STEERED" if event.kind == "STEER" else "AWAITING_SIGN"


def _told(event):
    return {name: value for name in TOLD[type(event)] if (value := getattr(event, name)) is not None}


def _clocks_told(event):
    """Which clocks began to run or moved, and until when."""
    clocks = getattr(event, "clocks", None) or tuple(filter(None, [getattr(event, "clock", None)]))
    for name in ("due_on", "done_on", "served_on"):
        if day := getattr(event, name, None):
            return {name: day.isoformat()}
    if not clocks:
        return {}
    return {"clocks": [[clock.rule, clock.edition, clock.due_on and clock.due_on.isoformat()] for clock in clocks]}


def _words(event):
    if isinstance(event, ReferralObjected):
        return json.dumps({"explanation": event.explanation}, ensure_ascii=False)
    if isinstance(event, MatterAccepted):
        return json.dumps({"words": event.words}, ensure_ascii=False)
    if isinstance(event, HandlerRecused):
        return json.dumps({"interest": event.interest}, ensure_ascii=False)
    if isinstance(event, ClaimDeclined):
        return json.dumps(
            {"reason": event.reason, "reason_en": event.reason_en, "words": event.words}, ensure_ascii=False
        )
    if isinstance(event, ExtensionAsked):
        return json.dumps({"words": event.reason}, ensure_ascii=False)
    if isinstance(event, IN_WORDS):
        return json.dumps({"words": event.words}, ensure_ascii=False)
    if isinstance(event, ReplyServed):
        return json.dumps({"receiver": event.receiver, "words": event.words}, ensure_ascii=False)
    if not isinstance(event, ReplyIssued):
        return None
    answers = [{"outcome": a.outcome, "facts": a.facts, "legal_basis": a.legal_basis} for a in event.answers]
    told = {"answers": answers, "remedy": event.remedy, "law_explained": event.law_explained}
    return json.dumps(told, ensure_ascii=False)
