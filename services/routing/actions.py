"""The verbs of routing."""

import json
from itertools import groupby

from sqlalchemy import select

from services.routing import timing
from services.routing.city import gazetteer
from services.routing.models import Answer, ReferralOrder, Reply, RoutedClaim, RoutedMatter, Signature
from services.routing.policy.next_unit import Choice, Question, next_unit, power_to_send, who_decides_by_hand
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.routing import (
    ClaimAnswer,
    MatterHeldForTriage,
    ReferralMade,
    ReferralSigned,
    ReferredClaim,
    ReplyIssued,
)
from shared.directory import accused_index, unit_called
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.messaging import NotYet, publish, row_id


class NothingToDecide(Refused):
    """这件事项已经有人分流了"""


class GoesOutside(Refused):
    """检举控告类事项只能移送纪检监察机关（《信访工作条例》第三十条第三款）"""

    status = 422


def receive_matter(session, event, *, now):
    """Take over what was registered and decide about each claim; claims for one unit travel in one order."""
    matter = _routed(event)
    session.add(matter)
    territory = gazetteer(session).territory_of(event.place_code, event.place)
    chosen = [(claim, _choose(event, claim, territory)) for claim in event.claims]
    rows = {claim.claim_id: claim for claim in matter.claims}
    undecided = [rows[claim.claim_id] for claim, choice in chosen if choice is None]
    decided = sorted(((choice, rows[c.claim_id]) for c, choice in chosen if choice), key=lambda x: _order(x[0]))
    for choice, group in groupby(decided, key=lambda pair: pair[0]):
        make_referral(session, matter, choice, [claim for _, claim in group], now=now)
    if undecided:
        _hold_for_triage(session, matter, undecided)
    timing.start_for_matter(session, matter, undecided, now=now)
    timing.start_watch(session, matter, {claim.claim_id: claim.facts for claim in event.claims}, now=now)
    return matter


def make_referral(session, matter, choice, claims, *, now, decided_by=None):
    unit = unit_called(session, choice.unit)
    if unit is None:
        raise NotYet(f"the unit {choice.unit} is not known here")
    referral = ReferralOrder(
        referral_id=row_id(session, choice.unit, *(claim.claim_id for claim in claims)),
        matter=matter,
        matter_no=matter.matter_no,
        kind=choice.kind,
        sender=matter.registering_unit,
        unit=choice.unit,
        rule=choice.rule,
        article=choice.article,
        reason=choice.reason,
        reason_en=choice.reason_en,
        decided_by=decided_by,
        made_at=now,
        reply_by=matter.reply_by,
        state=_first_state(choice, unit),
    )
    session.add(referral)
    session.flush()
    for claim in claims:
        claim.referral_id, claim.triage_holder = referral.referral_id, None
    publish(session, _made(referral, matter, claims, unit.outside))
    timing.start_for_referral(session, referral, now=now)
    return referral


def decide_by_hand(session, matter_no, *, unit, reason, by, now):
    matter = session.get(RoutedMatter, matter_no, with_for_update=True)
    if matter is None:
        raise NotFound
    claims = [claim for claim in matter.claims if claim.triage_holder]
    if not claims:
        raise NothingToDecide
    if unit_called(session, unit) is None:
        raise InvalidFields(FieldProblem("unit", "unknown_unit"))
    if matter.kind == "REPORT":
        raise GoesOutside
    choice = Choice(
        unit=unit,
        kind="STEER" if unit == "legal_aid_centre" else "TRANSFER",
        rule="decided_by_a_person",
        article=power_to_send(matter.registering_unit),
        reason=reason,
        reason_en=reason,
    )
    referral = make_referral(session, matter, choice, claims, now=now, decided_by=by.username)
    timing.stop_for_matter(session, matter, now=now)
    timing.hand_over_watch(session, referral)
    return referral


def sign_for_referral(session, referral_id, *, by, now):
    referral = locked(session, referral_id)
    referral.must_be_held_by(by.unit)
    referral.must_await_signature()
    referral.state = "IN_PROGRESS"
    referral.signature = Signature(by=by.username, at=now)
    publish(
        session,
        ReferralSigned(
            matter_no=referral.matter_no,
            referral_id=referral.referral_id,
            unit=referral.unit,
            claims=tuple(claim.claim_id for claim in referral.claims),
            signed_by=by.username,
            signed_at=now,
        ),
    )
    timing.stop_for_signature(session, referral, now=now)
    return referral


def reply_to_claims(session, referral_id, form, *, by, now):
    referral = locked(session, referral_id)
    referral.must_be_held_by(by.unit)
    referral.must_be_in_progress()
    if sorted(a.claim_id for a in form.answers) != sorted(claim.claim_id for claim in referral.claims):
        raise InvalidFields(FieldProblem("answers", "every_claim"))
    referral.state = "ANSWERED"
    referral.reply = Reply(by=by.username, at=now, remedy=form.remedy, answers=[_answer(a) for a in form.answers])
    publish(session, _issued(referral, form, by, now))
    timing.stop_for_reply(session, referral, now=now)
    return referral


def locked(session, referral_id):
    query = select(ReferralOrder).where(ReferralOrder.referral_id == referral_id)
    referral = session.scalars(query.with_for_update(of=ReferralOrder)).one_or_none()
    if referral is None:
        raise NotFound
    return referral


def _routed(event):
    matter = RoutedMatter(
        matter_no=event.matter_no,
        kind=event.kind,
        registering_unit=event.registering_unit,
        accused_unit=event.accused_unit,
        accused_index=accused_index(event.accused_unit),
        petitioner=_petitioner_json(event.petitioner),
        place=event.place,
        narrative=event.narrative,
        received_at=event.received_at,
        reply_by=event.reply_by,
        event_id=event.meta.id,
    )
    matter.claims = [
        RoutedClaim(claim_id=c.claim_id, number=number, category=c.category, text=c.text)
        for number, c in enumerate(event.claims, 1)
    ]
    return matter


def _choose(event, claim, territory):
    return next_unit(
        Question(
            kind=event.kind,
            category=claim.category,
            facts=dict(claim.facts),
            groups=event.petitioner.groups,
            territory=territory,
            sender=event.registering_unit,
            reply_by=event.reply_by,
        )
    )


def _hold_for_triage(session, matter, claims):
    holder = who_decides_by_hand(matter.registering_unit)
    for claim in claims:
        claim.triage_holder = holder
    publish(
        session,
        MatterHeldForTriage(
            matter_no=matter.matter_no,
            claims=tuple(claim.claim_id for claim in claims),
            holder=holder,
            reason="没有写明在本市的地点，无法按属地分流",
            reason_en="No place in this city is named, so no territory decides",
        ),
    )


def _first_state(choice, unit):
    if unit.outside:
        return "HANDED_OUTSIDE"
    return "STEERED" if choice.kind == "STEER" else "AWAITING_SIGN"


def _made(referral, matter, claims, outside):
    return ReferralMade(
        matter_no=matter.matter_no,
        referral_id=referral.referral_id,
        kind=referral.kind,
        matter_kind=matter.kind,
        sender=referral.sender,
        unit=referral.unit,
        outside=outside,
        accused_unit=matter.accused_unit,
        rule=referral.rule,
        article=referral.article,
        reason=referral.reason,
        reason_en=referral.reason_en,
        decided_by=referral.decided_by,
        made_at=referral.made_at,
        reply_by=referral.reply_by,
        petitioner=petitioner_of(matter),
        place=matter.place,
        narrative=matter.narrative,
        claims=tuple(ReferredClaim(claim_id=c.claim_id, category=c.category, text=c.text) for c in claims),
    )


def _answer(form):
    return Answer(claim_id=form.claim_id, outcome=form.outcome, facts=form.facts, legal_basis=form.legal_basis)


def _issued(referral, form, by, now):
    return ReplyIssued(
        matter_no=referral.matter_no,
        referral_id=referral.referral_id,
        matter_kind=referral.matter.kind,
        unit=referral.unit,
        sender=referral.sender,
        accused_unit=referral.matter.accused_unit,
        answers=tuple(
            ClaimAnswer(claim_id=a.claim_id, outcome=a.outcome, facts=a.facts, legal_basis=a.legal_basis)
            for a in form.answers
        ),
        remedy=form.remedy,
        answered_by=by.username,
        answered_at=now,
        petitioner=petitioner_of(referral.matter),
    )


def _petitioner_json(person):
    told = {"name": person.name, "phone": person.phone, "address": person.address, "groups": person.groups}
    return json.dumps(told, ensure_ascii=False)


def petitioner_of(matter):
    told = json.loads(matter.petitioner)
    return RegisteredPetitioner(**{**told, "groups": tuple(told["groups"])})


def _order(choice):
    return (choice.unit, choice.rule, choice.article)
