"""A unit leads what it holds into a statutory channel of article 31 and tells the person where to go (引导)."""

from services.routing import watching
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.orders import petitioner_of
from services.routing.actions.parting import chosen, part
from services.routing.actions.urging_orders import lift_what_left_the_unit
from services.routing.models import SteeredAway
from services.routing.policy.paths import PATHS
from services.routing.policy.referral_acts import step
from shared.contracts.mediation import LedAway, ReferralSteeredAway


def steer_away(session, referral_id, form, *, by, now):
    """Petition procedure has no more to decide about these claims; of all that the order holds, or of some of them,
    and then the rest stays in hand."""
    referral, steering = take_up(session, referral_id, "steer_away", by=by)
    claims = chosen(referral, form.claims)
    if len(claims) < len(referral.claims):
        return _lead_away_some(session, referral, claims, form, by=by, now=now)
    lift_what_left_the_unit(session, referral, now=now)
    referral.steered_away = _said(form, by, now)
    return carry_out(session, referral, steering, _told(referral, referral.claims), now=now)


def _lead_away_some(session, referral, claims, form, *, by, now):
    """They leave with an order of their own, which is over at once: what is in hand has no claim that is not."""
    leading = step(referral.kind, referral.state, "steer_claims", by.role)
    led = part(session, referral, claims, "STEERED", now=now)
    led.steered_away = _said(form, by, now)
    session.flush()
    watching.hand_over(session, claims)
    return carry_out(session, referral, leading, _told(led, claims), now=now)


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
