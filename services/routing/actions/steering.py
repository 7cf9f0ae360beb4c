"""A unit leads what it holds into a statutory channel of article 31 and tells the person where to go (引导)."""

from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.orders import petitioner_of
from services.routing.actions.urging_orders import lift_what_left_the_unit
from services.routing.models import SteeredAway
from services.routing.policy.paths import PATHS
from shared.contracts.mediation import ReferralSteeredAway


def steer_away(session, referral_id, form, *, by, now):
    """Petition procedure has no more to decide about it; the unit's duties end with the written word."""
    referral, steering = take_up(session, referral_id, "steer_away", by=by)
    lift_what_left_the_unit(session, referral, now=now)
    referral.steered_away = SteeredAway(path=form.path, door=form.door, words=form.words, by=by.username, at=now)
    told = ReferralSteeredAway(
        **about_a_referral(referral),
        claims=tuple(claim.claim_id for claim in referral.claims),
        path=form.path,
        door=form.door,
        article=PATHS[form.path].article,
        words=form.words,
        steered_by=by.username,
        steered_at=now,
        petitioner=petitioner_of(referral.matter),
    )
    return carry_out(session, referral, steering, told, now=now)
