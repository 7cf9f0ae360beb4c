"""What a decision is asked about, taken from the rows: a matter, its claims, and who gave them back before."""

import json

from sqlalchemy import exists, select

from services.routing.city import gazetteer
from services.routing.editions import city_now
from services.routing.models import Clock, DecidedClaim, Recusal, ReferralOrder, RoutedClaim
from services.routing.policy.act import OFFICE
from services.routing.policy.clocks_of import AGREED_HERE, OPEN_HERE
from services.routing.policy.guards import is_above
from services.routing.policy.question import ClaimTold, MatterTold
from shared.directory import KnownStaff
from shared.web.page import HERE


def matter_told(session, matter):
    places = gazetteer(session)
    return MatterTold(
        kind=matter.kind,
        sender=matter.registering_unit,
        received_on=received_on(matter),
        channel=matter.channel,
        narrative=matter.narrative,
        groups=tuple(json.loads(matter.petitioner)["groups"]),
        territory=places.territory_of(matter.place_code, matter.place),
        elsewhere=places.names_elsewhere(matter.place_code, matter.place),
        reply_by=matter.reply_by,
        accused=matter.accused_unit,
    )


def received_on(matter):
    return matter.received_at.astimezone(HERE).date()


def claims_told(session, matter, claims):
    returned = returned_by(session, [claim.claim_id for claim in claims])
    again, withdrew = categories_in_hand(session, matter), units_that_withdrew(session, matter.matter_no)
    return [
        claim_told(
            claim, returned.get(claim.claim_id, ()), withdrew, matter.same_as if claim.category in again else None
        )
        for claim in claims
    ]


def claim_told(claim, returned=(), withdrew=(), same_as=None):
    facts = json.loads(claim.facts) if claim.facts else {}
    return ClaimTold(claim.category, claim.text, facts, frozenset(returned), frozenset(withdrew), same_as)


def units_that_withdrew(session, matter_no, roles=OFFICE):
    """Those in which somebody withdrew from the matter and nobody of these roles is left who may handle it."""
    withdrew = select(Recusal.username).where(Recusal.matter_no == matter_no)
    touched = set(session.scalars(select(KnownStaff.unit).where(KnownStaff.username.in_(withdrew))))
    if not touched:
        return frozenset()
    able = KnownStaff.active, KnownStaff.role.in_(roles), KnownStaff.username.not_in(withdrew)
    there = select(KnownStaff.unit).where(KnownStaff.unit.in_(touched), *able)
    return frozenset(touched.difference(session.scalars(there)))


def categories_in_hand(session, matter):
    """Of the matter that this one brings up again: what a unit below this one's sender works on, within its period.

    Once a period that the law sets is over, the organ above may not refuse it (19 ¶3)."""
    if matter.same_as is None:
        return frozenset()
    late = exists().where(
        Clock.subject_id == ReferralOrder.referral_id,
        Clock.kind == "duty",
        Clock.state == "running",
        Clock.rule.not_in(AGREED_HERE),
        Clock.due_on < received_on(matter),
    )
    query = (
        select(RoutedClaim.category, ReferralOrder.unit)
        .join(ReferralOrder, ReferralOrder.referral_id == RoutedClaim.referral_id)
        .where(RoutedClaim.matter_no == matter.same_as, ReferralOrder.state.in_(OPEN_HERE), ~late)
    )
    city, sender = city_now(session), matter.registering_unit
    return frozenset(category for category, unit in session.execute(query) if is_above(sender, unit, city))


def returned_by(session, claim_ids):
    """Per claim the units that gave it back, in the order in which they did."""
    query = (
        select(DecidedClaim.claim_id, ReferralOrder.unit)
        .join(ReferralOrder, ReferralOrder.referral_id == DecidedClaim.referral_id)
        .where(DecidedClaim.claim_id.in_(claim_ids), ReferralOrder.state == "RETURNED")
        .order_by(ReferralOrder.made_at)
    )
    returned = {}
    for claim_id, unit in session.execute(query):
        returned.setdefault(claim_id, []).append(unit)
    return returned


def basis_json(choice):
    """What is kept of a decision beside its referral: the way, the grounds, the alternatives and why they lost."""
    return json.dumps(
        {
            "way": choice.way,
            "grounds": [{"field": g.field, "said": g.said, "at": g.at} for g in choice.grounds],
            "alternatives": alternatives_told(choice.alternatives),
        },
        ensure_ascii=False,
    )


def held_json(held):
    told = {"reason": held.reason, "reason_en": held.reason_en, "article": held.article}
    return json.dumps({**told, "alternatives": alternatives_told(held.alternatives)}, ensure_ascii=False)


def alternatives_told(alternatives):
    return [{"unit": a.unit, "rule": a.rule, "why": a.why, "why_en": a.why_en} for a in alternatives]
