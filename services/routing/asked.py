"""What a decision is asked about, taken from the rows: a matter, its claims, and who gave them back before."""

import json

from sqlalchemy import select

from services.routing.city import gazetteer
from services.routing.models import DecidedClaim, ReferralOrder
from services.routing.policy.question import ClaimTold, MatterTold
from shared.web.page import HERE


def matter_told(session, matter):
    places = gazetteer(session)
    return MatterTold(
        kind=matter.kind,
        sender=matter.registering_unit,
        received_on=matter.received_at.astimezone(HERE).date(),
        channel=matter.channel,
        narrative=matter.narrative,
        groups=tuple(json.loads(matter.petitioner)["groups"]),
        territory=places.territory_of(matter.place_code, matter.place),
        elsewhere=places.names_elsewhere(matter.place_code, matter.place),
        reply_by=matter.reply_by,
        accused=matter.accused_unit,
    )


def claims_told(session, claims):
    returned = returned_by(session, [claim.claim_id for claim in claims])
    return [claim_told(claim, returned.get(claim.claim_id, ())) for claim in claims]


def claim_told(claim, returned=()):
    facts = json.loads(claim.facts) if claim.facts else {}
    return ClaimTold(claim.category, claim.text, facts, frozenset(returned))


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
