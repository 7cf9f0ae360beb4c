"""Referral orders: deciding claims by the rules, making an order, holding for a person what no rule decides."""

import json
from itertools import groupby

from services.routing import timing
from services.routing.asked import basis_json, claims_told, held_json, matter_told
from services.routing.deciders import who_sends
from services.routing.editions import city_now, city_under, rulebook
from services.routing.models import DecidedClaim, ReferralOrder
from services.routing.policy.decide import NO_PLACE, Choice, decide, who_decides_by_hand
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.routing import MatterHeldForTriage, ReferralMade, ReferredClaim
from shared.directory import unit_called
from shared.messaging import NotYet, publish, row_id
from shared.reaching import as_json, from_json


def route(session, matter, claims, *, now, **again):
    """Decide each of these claims by its matter's own rules; claims for one unit travel in one order. What is done
    again has a `reply_by` of its own."""
    book, city = rulebook(session, matter.edition), city_now(session)
    decided = decide(
        matter_told(session, matter), claims_told(session, matter, claims), city_under(session, book), book
    )
    for each in decided:
        if each != NO_PLACE:
            _must_be_known(city, matter.registering_unit, *(other.unit for other in each.alternatives))
    pairs = sorted(zip(decided, claims, strict=True), key=_together)
    for _, group in groupby(pairs, key=_together):
        choices, together = zip(*group, strict=True)
        if isinstance(choices[0], Choice):
            make_referral(session, matter, choices, together, now=now, **again)
        else:
            hold_for_triage(session, matter, choices, together)


def _must_be_known(city, *units):
    """A unit nobody has told of yet is no closed one: the decision waits until it is known."""
    for unit in units:
        if unit not in city.units:
            raise NotYet(f"the unit {unit} is not known here")


def make_referral(session, matter, choices, claims, *, now, **decided):
    """One order for claims that go the same way; `decided` says by whom, if by a person, and by which day it is to be
    answered, if that is another one than its matter's."""
    choice = choices[0]
    unit = unit_called(session, choice.unit)
    if unit is None:
        raise NotYet(f"the unit {choice.unit} is not known here")
    referral = ReferralOrder(
        referral_id=row_id(session, choice.unit, *(claim.claim_id for claim in claims)),
        matter=matter,
        matter_no=matter.matter_no,
        kind=choice.kind,
        sender=who_sends(city_now(session), matter, matter.registering_unit),
        unit=choice.unit,
        rule=choice.rule,
        article=choice.article,
        reason=choice.reason,
        reason_en=choice.reason_en,
        made_at=now,
        since=now,
        state=_first_state(choice, unit),
        turn=choice.unit if _first_state(choice, unit) == "AWAITING_SIGN" else None,
        **{"reply_by": matter.reply_by, **decided},
    )
    session.add(referral)
    session.flush()
    for each, claim in zip(choices, claims, strict=True):
        claim.referral_id, claim.triage_holder, claim.held = referral.referral_id, None, None
        referral.decided.append(DecidedClaim(claim_id=claim.claim_id, basis=basis_json(each)))
    session.flush()
    publish(session, order_made(referral, matter, claims, unit.outside))
    timing.start_for_referral(session, referral, now=now)
    return referral


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


def petitioner_json(person):
    told = {"name": person.name, "phone": person.phone, "address": person.address, "groups": person.groups}
    return json.dumps({**told, "reach": as_json(person.reach)}, ensure_ascii=False)


def petitioner_of(matter):
    told = json.loads(matter.petitioner)
    return RegisteredPetitioner(**{**told, "groups": tuple(told["groups"]), "reach": from_json(told.get("reach"))})


def parties_of(matter):
    """Who else has a part in a matter: agents, the group and its representatives, whom it is about."""
    return json.loads(matter.parties) if matter.parties else None


def _together(pair):
    """Chosen ones by what their order says, held ones by why."""
    decided, _ = pair
    return (0, decided.order) if isinstance(decided, Choice) else (1, (decided.reason,))


def _first_state(choice, unit):
    if unit.outside:
        return "HANDED_OUTSIDE"
    return "STEERED" if choice.kind == "STEER" else "AWAITING_SIGN"


def order_made(referral, matter, claims, outside):
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
