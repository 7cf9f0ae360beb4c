"""What intake does when anybody speaks of a matter: one line on its timeline for each event."""

import json

from services.intake.models import TimelineEntry
from shared.contracts.after_reply import FollowupRecorded, ReferralReopened, SendingTakenOver
from shared.contracts.clocks import ClockBreached, ClockDueSoon, ClockFellDue, ClockMoved, ClockStarted
from shared.contracts.completion import CompletionRefused, CompletionReported, MatterCompleted
from shared.contracts.documents import DocumentAttached, DocumentStruckOut
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
from shared.contracts.intake import (
    ConsultationAnswered,
    FollowupRated,
    MatterContacted,
    MatterCorrected,
    MatterJoined,
    MatterRegistered,
)
from shared.contracts.legalaid import AidDraftOpened, AidWithdrawn
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
    ServiceStruckOut,
)
from shared.contracts.reviews import HearingClosed, HearingOpened, ReviewDecided, ReviewRequested
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
from shared.contracts.splits import ClaimSplit, MatterSplitOff, SplitAsked, SplitRefused
from shared.contracts.urging import (
    ReferralChased,
    SupervisionAnswered,
    SupervisionAnswerRefused,
    SupervisionIssued,
    SupervisionLifted,
)
from shared.contracts.withdrawals import ClaimWithdrawn, WithdrawalCameLate, WithdrawalRecorded
from shared.messaging import handles

TOLD = {
    MatterRegistered: ("channel", "registered_by", "registering_unit", "same_as"),
    ConsultationAnswered: ("channel", "unit", "answered_by", "legal_basis"),
    MatterContacted: ("channel", "number", "recorded_by", "recording_unit"),
    FollowupRated: ("number", "satisfaction", "timely", "resolution", "given_to"),
    MatterJoined: ("other_no", "relation", "is_later", "joined_by", "joining_unit"),
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
    MatterCorrected: ("number", "corrected", "unit", "corrected_by", "correcting_unit"),
    WithdrawalRecorded: ("whole", "channel", "told_by", "recorded_by", "recording_unit"),
    ClaimWithdrawn: ("unit", "ends"),
    WithdrawalCameLate: (),
    SplitAsked: ("new_no", "asked_by", "asking_unit"),
    ClaimSplit: ("new_no", "unit", "ends"),
    SplitRefused: ("new_no", "why"),
    MatterSplitOff: ("from_no", "registering_unit", "split_by"),
    HandlerRecused: ("unit", "username", "recused_by"),
    MatterAccepted: ("unit", "path", "article", "accepted_by"),
    ReferralSigned: ("unit", "signed_by"),
    ReferralObjected: ("unit", "reason", "competent_unit", "decider", "disputed", "objected_by"),
    ReferralReturned: ("unit", "decider", "disputed", "decided_by"),
    ObjectionRefused: ("unit", "decider", "disputed", "decided_by"),
    ReferralTakenOver: ("unit", "former_unit", "because", "article"),
    HandlerReleased: ("unit", "username", "follower"),
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
    DocumentAttached: ("documents_unit", "media_type", "attached_by"),
    DocumentStruckOut: ("documents_unit", "struck_out_by"),
    ObjectionPassedOn: ("decider", "former_decider"),
    ReplySentForCheck: ("unit", "checker", "sent_by", "level"),
    ReplyRecalled: ("unit", "recalled_by", "level"),
    ReplySentBack: ("unit", "sent_back_by", "level"),
    ReplyIssued: ("unit", "answered_by", "checked_by"),
    ReplyServed: ("unit", "means", "served", "entered_by", "level", "reviewer"),
    ServiceStruckOut: ("unit", "means", "served", "struck_out_by"),
    OpinionPerformed: ("unit", "reported_by"),
    ReplyFinalised: ("unit", "level"),
    ReviewRequested: ("unit", "reviewed_unit", "level", "article", "recorded_by"),
    ReviewDecided: ("unit", "reviewed_unit", "level", "revoked", "article", "decided_by", "checked_by"),
    HearingOpened: ("unit", "opened_by"),
    HearingClosed: ("unit", "closed_by"),
    CompletionReported: ("unit", "sender", "reported_by"),
    CompletionRefused: ("unit", "sender", "decided_by"),
    MatterCompleted: ("unit", "sender", "decided_by"),
    FollowupRecorded: ("unit", "visitor", "number", "reached", "satisfaction", "recorded_by"),
    ReferralReopened: ("unit", "sender", "cause", "reopened_by"),
    SendingTakenOver: ("unit", "sender", "former_sender", "article"),
    ReferralChased: ("unit", "office", "number", "cause", "chased_by"),
    SupervisionIssued: ("unit", "supervisor", "kind", "number", "cause", "issued_by"),
    SupervisionAnswered: ("unit", "supervisor", "number", "answered_by"),
    SupervisionAnswerRefused: ("unit", "supervisor", "number", "refused_by"),
    SupervisionLifted: ("unit", "supervisor", "number", "how", "lifted_by"),
    AidDraftOpened: ("unit",),
    AidWithdrawn: ("unit", "told_by", "channel", "withdrawn_by"),
    ClockStarted: (),
    ClockMoved: ("because",),
    ClockDueSoon: ("rule", "edition", "unit"),
    ClockFellDue: ("rule", "edition", "unit"),
    ClockBreached: ("rule", "edition", "unit", "supervisor"),
    NoticeSent: ("template", "recipient", "unit", "means"),
    NoticeFailed: ("template", "recipient", "unit", "means", "reason"),
}

HAPPENED = ("due_on", "done_on", "served_on", "visited_on", "began_on")
DAYS = (*HAPPENED, "asked_on", "held_on", "last_on", "review_until")
WORDS = ("words",)
PERSONAL = {
    ReferralObjected: ("explanation",),
    HandlerRecused: ("interest",),
    ClaimDeclined: ("reason", "reason_en", "words"),
    ExtensionAsked: ("reason",),
    ReplyServed: ("receiver", "words"),
    ReviewRequested: WORDS,
    HearingOpened: ("place", "words"),
    HearingClosed: WORDS,
    FollowupRecorded: ("words", "remains"),
    MatterAccepted: WORDS,
    ReferralReopened: WORDS,
    ConsultationAnswered: WORDS,
    MatterContacted: WORDS,
    WithdrawalRecorded: WORDS,
    AidWithdrawn: WORDS,
    FollowupRated: WORDS,
    MatterJoined: WORDS,
    MatterCorrected: ("reason",),
    SplitAsked: ("reason",),
    MatterSplitOff: ("reason",),
    CompletionReported: WORDS,
    CompletionRefused: WORDS,
    MatterCompleted: WORDS,
    OpinionPerformed: WORDS,
    ServiceStruckOut: WORDS,
    ReferralReturned: WORDS,
    ObjectionRefused: WORDS,
    ReferralChased: WORDS,
    SupervisionIssued: WORDS,
    SupervisionAnswered: WORDS,
    SupervisionAnswerRefused: WORDS,
    SupervisionLifted: WORDS,
    HandlerReassigned: WORDS,
    ReferralPassedDown: WORDS,
    AssistanceAsked: WORDS,
    AssistanceAnswered: WORDS,
    AssistanceReleased: WORDS,
    HandlingExtended: WORDS,
    OrderExtended: WORDS,
    ExtensionRefused: WORDS,
    MediationHeld: WORDS,
    MediationAgreed: WORDS,
    MediationFailed: WORDS,
    MediationConfirmed: WORDS,
    ReferralSteeredAway: WORDS,
    DocumentAttached: ("title",),
    DocumentStruckOut: ("title", "words"),
}
"""What is kept sealed of an event; of a reply all that it says."""


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
            facts={**_told(event), **_clocks_told(event), **_claims_told(event)},
            words=_words(event),
        )
    )


def _told(event):
    return {name: value for name in TOLD[type(event)] if (value := getattr(event, name)) is not None}


def _clocks_told(event):
    """Which clocks began to run or moved, and until when."""
    clocks = getattr(event, "clocks", None) or tuple(filter(None, [getattr(event, "clock", None)]))
    if days := {name: day.isoformat() for name in DAYS if (day := getattr(event, name, None))}:
        return days
    if not clocks:
        return {}
    return {"clocks": [[clock.rule, clock.edition, clock.due_on and clock.due_on.isoformat()] for clock in clocks]}


def _claims_told(event):
    """By which way each claim goes, where they go different ones; which were led away or are done again, where others
    were not."""
    if isinstance(event, ReferralSteeredAway) and event.led_away:
        return {"led_away": [claim.number for claim in event.led_away]}
    if isinstance(event, ReferralReopened) and event.again:
        return {"again": [claim.number for claim in event.again]}
    ways = event.ways if isinstance(event, MatterAccepted) else ()
    if len({way.path for way in ways}) < 2:
        return {}
    return {"ways": [[way.number, way.path] for way in ways]}


def _words(event):
    told = {name: getattr(event, name) for name in PERSONAL.get(type(event), ())}
    if isinstance(event, ReplyIssued):
        answers = [
            {"outcome": a.outcome, "facts": a.facts, "legal_basis": a.legal_basis, "path": a.path}
            for a in event.answers
        ]
        told = {"answers": answers, "remedy": event.remedy, "law_explained": event.law_explained}
    if isinstance(event, ReviewDecided):
        claims = [{"outcome": c.outcome, "facts": c.facts, "legal_basis": c.legal_basis} for c in event.claims]
        told = {"claims": claims, "remedy": event.remedy, "law_explained": event.law_explained}
    return json.dumps(told, ensure_ascii=False) if told else None
