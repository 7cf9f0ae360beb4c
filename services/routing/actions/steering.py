"""A unit leads what it holds into a statutory channel of article 31 and tells the person where to go (引导)."""

from uuid import uuid4

from services.routing import timing
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.orders import petitioner_of
from services.routing.actions.urging_orders import lift_what_left_the_unit
from services.routing.models import DecidedClaim, ReferralOrder, SteeredAway
from services.routing.policy.paths import PATHS
from services.routing.policy.referral_acts import step
from shared.contracts.mediation import LedAway, ReferralSteeredAway
from shared.errors import Refused


class NotOfThisOrder(Refused):
    """所选诉求不在这份交办件里，可能刚才已经导入法定途径，请刷新后再办"""


def steer_away(session, referral_id, form, *, by, now):
    """Petition procedure has no more to decide about these claims; of all that the order holds, or of some of them,
    and then the rest stays in hand."""
    referral, steering = take_up(session, referral_id, "steer_away", by=by)
    held = {claim.claim_id for claim in referral.claims}
    if not set(form.claims) <= held:
        raise NotOfThisOrder
    if form.claims and set(form.claims) != held:
        return _lead_away_some(session, referral, form, by=by, now=now)
    lift_what_left_the_unit(session, referral, now=now)
    referral.steered_away = _said(form, by, now)
    return carry_out(session, referral, steering, _told(referral, referral.claims), now=now)


def _lead_away_some(session, referral, form, *, by, now):
    """They leave with an order of their own, which is over at once: what is in hand has no claim that is not."""
    leading = step(referral.kind, referral.state, "steer_claims", by.role)
    claims = [claim for claim in referral.claims if claim.claim_id in set(form.claims)]
    led = _parted(referral, now)
    session.add(led)
    session.flush()
    for decided in [each for each in referral.decided if each.claim_id in set(form.claims)]:
        led.decided.append(DecidedClaim(claim_id=decided.claim_id, basis=decided.basis))
        session.delete(decided)
    for claim in claims:
        claim.referral_id = led.referral_id
    led.steered_away = _said(form, by, now)
    session.flush()
    session.expire(referral, ["claims", "decided"])
    timing.hand_over_watch(session, claims)
    return carry_out(session, referral, leading, _told(led, claims), now=now)


def _parted(referral, now):
    """As the order was made, but for where it stands."""
    same = ("matter", "matter_no", "kind", "sender", "unit", "rule", "article", "reason", "reason_en", "decided_by")
    return ReferralOrder(
        referral_id=uuid4(),
        parted_from=referral.referral_id,
        approver=referral.approver,
        overridden=referral.overridden,
        made_at=referral.made_at,
        reply_by=referral.reply_by,
        state="STEERED",
        since=now,
        acted_at=now,
        **{name: getattr(referral, name) for name in same},
    )


def _said(form, by, now):
    return SteeredAway(path=form.path, door=form.door, words=form.words, by=by.username, at=now)


def _told(referral, claims):
    """`led_away` names the claims where others of the order stay in hand."""
    said = referral.steered_away
    some = claims if referral.parted_from else ()
    return ReferralSteeredAway(
        **about_a_referral(referral),
        claims=tuple(claim.claim_id for claim in claims),
        path=said.path,
        door=said.door,
        article=PATHS[said.path].article,
        words=said.words,
        steered_by=said.by,
        steered_at=said.at,
        petitioner=petitioner_of(referral.matter),
        parted_from=referral.parted_from,
        led_away=tuple(
            LedAway(claim_id=one.claim_id, number=one.number, category=one.category, text=one.text) for one in some
        ),
    )
