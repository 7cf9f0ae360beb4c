"""The verbs of routing."""

import json
from itertools import groupby

from sqlalchemy import select

from services.routing import timing
from services.routing.asked import basis_json, claims_told, held_json, matter_told
from services.routing.editions import any_rules, city_now, city_under, edition_on, rulebook, rulebook_in_use
from services.routing.models import (
    Answer,
    DecidedClaim,
    ReferralOrder,
    Reply,
    RoutedClaim,
    RoutedMatter,
    Signature,
)
from services.routing.overrides import must_be_an_approver, passed
from services.routing.policy.by_hand import chosen_by_a_person
from services.routing.policy.decide import NO_PLACE, Choice, decide, who_decides_by_hand
from services.routing.policy.question import Question
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
from shared.web.page import HERE


class NothingToDecide(Refused):
    """这件事项已经有人分流了"""


def receive_matter(session, event, *, now):
    """Take over what was registered, with the rules in force on the day it was received, and decide its claims."""
    if not any_rules(session):
        raise NotYet("no rules are published")
    matter = _routed(event)
    matter.edition = edition_on(session, matter.received_at.astimezone(HERE).date())
    session.add(matter)
    route(session, matter, matter.claims, now=now)
    timing.start_for_matter(session, matter, now=now)
    timing.start_watch(session, matter, {claim.claim_id: claim.facts for claim in event.claims}, now=now)
    return matter


def route(session, matter, claims, *, now):
    """Decide each of these claims by its matter's own rules; claims for one unit travel in one order."""
    book, city = rulebook(session, matter.edition), city_now(session)
    decided = decide(matter_told(session, matter), claims_told(session, claims), city_under(session, book), book)
    for each in decided:
        if each != NO_PLACE:
            _must_be_known(city, matter.registering_unit, *(other.unit for other in each.alternatives))
    pairs = sorted(zip(decided, claims, strict=True), key=_together)
    for _, group in groupby(pairs, key=_together):
        choices, together = zip(*group, strict=True)
        if isinstance(choices[0], Choice):
            make_referral(session, matter, choices, together, now=now)
        else:
            hold_for_triage(session, matter, choices, together)


def _must_be_known(city, *units):
    """A unit nobody has told of yet is no closed one: the decision waits until it is known."""
    for unit in units:
        if unit not in city.units:
            raise NotYet(f"the unit {unit} is not known here")


def make_referral(session, matter, choices, claims, *, now, **decided):
    """One order for claims that go the same way; `decided` says by whom, if by a person."""
    choice = choices[0]
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
        made_at=now,
        reply_by=matter.reply_by,
        state=_first_state(choice, unit),
        **decided,
    )
    session.add(referral)
    session.flush()
    for each, claim in zip(choices, claims, strict=True):
        claim.referral_id, claim.triage_holder, claim.held = referral.referral_id, None, None
        referral.decided.append(DecidedClaim(claim_id=claim.claim_id, basis=basis_json(each)))
    session.flush()
    publish(session, _made(referral, matter, claims, unit.outside))
    timing.start_for_referral(session, referral, now=now)
    return referral


def decide_by_hand(session, matter_no, form, *, by, now):
    """A person sends one undecided claim on."""
    matter, claim = _undecided(session, matter_no, form.claim_id)
    choices, decided = designated(session, matter, [claim], form, form.reason, by=by)
    referral = make_referral(session, matter, choices, [claim], now=now, **decided)
    timing.stop_when_all_is_decided(session, matter, now=now)
    timing.hand_over_watch(session, [claim])
    return referral


def designated(session, matter, claims, form, reason, *, by, settles_a_dispute=False):
    """A person's choice of `form.unit` for these claims, and who decided it. The guards hold for a person as for the
    rules; what gives way needs an approver."""
    if unit_called(session, form.unit) is None:
        raise InvalidFields(FieldProblem("unit", "unknown_unit"))
    book = rulebook_in_use(session, matter)
    city, told, unit = city_under(session, book), matter_told(session, matter), book.successor_of(form.unit)
    questions = [Question(told, claim) for claim in claims_told(session, claims)]
    overridden = passed(questions, unit, city, book, form.approver, settles_a_dispute)
    if overridden:
        must_be_an_approver(session, form.approver)
    choices = [
        chosen_by_a_person(question, unit, city, book, reason, settles_a_dispute=settles_a_dispute)
        for question in questions
    ]
    return choices, {
        "decided_by": by.username,
        "approver": form.approver if overridden else None,
        "overridden": "、".join(bar.reason for bar in overridden)[:200] or None,
    }


def _undecided(session, matter_no, claim_id):
    matter = session.get(RoutedMatter, matter_no, with_for_update=True)
    if matter is None:
        raise NotFound
    waiting = [claim for claim in matter.claims if claim.triage_holder]
    if not waiting:
        raise NothingToDecide
    if claim_id is None and len(waiting) > 1:
        raise InvalidFields(FieldProblem("claim_id", "which_claim"))
    claim = next((c for c in waiting if claim_id in (None, c.claim_id)), None)
    if claim is None:
        raise NothingToDecide
    return matter, claim


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
        channel=event.channel,
        registering_unit=event.registering_unit,
        accused_unit=event.accused_unit,
        accused_index=accused_index(event.accused_unit),
        petitioner=_petitioner_json(event.petitioner),
        place=event.place,
        place_code=event.place_code,
        narrative=event.narrative,
        received_at=event.received_at,
        reply_by=event.reply_by,
        event_id=event.meta.id,
    )
    matter.claims = [
        RoutedClaim(
            claim_id=c.claim_id,
            number=number,
            category=c.category,
            text=c.text,
            facts=json.dumps(dict(c.facts), ensure_ascii=False) if c.facts else None,
        )
        for number, c in enumerate(event.claims, 1)
    ]
    return matter


def hold_for_triage(session, matter, held, claims, holder=None):
    holder = holder or who_decides_by_hand(matter_told(session, matter), city_now(session))
    for each, claim in zip(held, claims, strict=True):
        claim.triage_holder, claim.referral_id, claim.held = holder, None, held_json(each)
    publish(
        session,
        MatterHeldForTriage(
            matter_no=matter.matter_no,
            claims=tuple(claim.claim_id for claim in claims),
            holder=holder,
            reason=held[0].reason,
            reason_en=held[0].reason_en,
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
        approver=referral.approver,
        overridden=referral.overridden,
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


def _together(pair):
    """Chosen ones by what their order says, held ones by why."""
    decided, _ = pair
    return (0, decided.order) if isinstance(decided, Choice) else (1, (decided.reason,))
