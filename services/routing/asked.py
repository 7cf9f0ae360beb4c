"""What a decision is asked about, taken from the rows: a matter, its claims, and who gave them back before."""

import json

from sqlalchemy import exists, select

from services.routing.city import gazetteer
from services.routing.models import Clock, DecidedClaim, ReferralOrder
from services.routing.policy.clocks_of import OPEN_HERE
from services.routing.policy.question import ClaimTold, MatterTold
from shared.web.page import HERE


def matter_told(session, matter):
    places, received_on = gazetteer(session), matter.received_at.astimezone(HERE).date()
    return MatterTold(
        kind=matter.kind,
        sender=matter.registering_unit,
        received_on=received_on,
        channel=matter.channel,
        narrative=matter.narrative,
        groups=tuple(json.loads(matter.petitioner)["groups"]),
        territory=places.territory_of(matter.place_code, matter.place),
        elsewhere=places.names_elsewhere(matter.place_code, matter.place),
        reply_by=matter.reply_by,
        accused=matter.accused_unit,
        same_as=matter.same_as if _is_in_hand(session, matter.same_as, on=received_on) else None,
    )


def _is_in_hand(session, matter_no, on):
    """Whether somebody works on that matter within its period: once a period is over it may be brought up again."""
    if matter_no is None:
        return False
    of_it = (ReferralOrder.matter_no == matter_no, ReferralOrder.state.in_(OPEN_HERE))
    late = exists().where(
        Clock.matter_no == matter_no, Clock.kind == "duty", Clock.state == "running", Clock.due_on < on
    )
    return session.scalar(select(exists().where(*of_it) & ~late))


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
