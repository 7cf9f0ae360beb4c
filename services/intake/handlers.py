"""What intake does when anybody speaks of a matter: it writes the timeline and follows each claim."""

import json

from sqlalchemy import select

from services.intake.models import Claim, Matter, TimelineEntry
from services.intake.policy.matter_state import matter_state
from shared.contracts.intake import MatterRegistered
from shared.contracts.legalaid import AidDraftOpened
from shared.contracts.notify import NoticeFailed, NoticeSent
from shared.contracts.routing import (
    MatterHeldForTriage,
    ObjectionRefused,
    ReferralMade,
    ReferralObjected,
    ReferralReturned,
    ReferralSigned,
    ReplyIssued,
)
from shared.messaging import NotYet, handles

TOLD = {
    MatterRegistered: ("channel", "registered_by", "registering_unit"),
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
    ReferralSigned: ("unit", "signed_by"),
    ReferralObjected: ("unit", "reason", "competent_unit", "decider", "disputed", "objected_by"),
    ReferralReturned: ("unit", "decider", "disputed", "decided_by"),
    ObjectionRefused: ("unit", "decider", "disputed", "decided_by"),
    ReplyIssued: ("unit", "answered_by"),
    AidDraftOpened: ("unit",),
    NoticeSent: ("template", "recipient", "unit", "means"),
    NoticeFailed: ("template", "recipient", "unit", "means", "reason"),
}


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
            facts={name: value for name in TOLD[type(event)] if (value := getattr(event, name)) is not None},
            words=_words(event),
        )
    )


@handles(MatterHeldForTriage)
def hold_claims(session, event):
    follow(session, event, event.claims, "AWAITING_TRIAGE", event.holder)


@handles(ReferralMade)
def hand_claims_over(session, event):
    follow(session, event, [claim.claim_id for claim in event.claims], _state_after_referral(event), event.unit)


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


@handles(ReplyIssued)
def close_claims(session, event):
    outcomes = {answer.claim_id: answer.outcome for answer in event.answers}
    follow(session, event, outcomes, "ANSWERED", event.unit, outcomes)


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


def _words(event):
    if isinstance(event, ReferralObjected):
        return json.dumps({"explanation": event.explanation}, ensure_ascii=False)
    if isinstance(event, (ReferralReturned, ObjectionRefused)):
        return json.dumps({"words": event.words}, ensure_ascii=False)
    if not isinstance(event, ReplyIssued):
        return None
    answers = [{"outcome": a.outcome, "facts": a.facts, "legal_basis": a.legal_basis} for a in event.answers]
    return json.dumps({"answers": answers, "remedy": event.remedy}, ensure_ascii=False)
