"""A unit accepts what it received and tells the petitioner in writing by which way and procedure (书面告知、受理)."""

from services.routing import timing
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.orders import petitioner_of
from services.routing.models import Acceptance, ClaimWay
from services.routing.policy.not_now import AlreadyAccepted
from services.routing.policy.paths import PATHS, starts, strictest
from shared.contracts.routing import AcceptedWay, MatterAccepted
from shared.errors import FieldProblem, InvalidFields


def accept_referral(session, referral_id, form, *, by, now):
    """Whoever accepts says that it is competent: nothing can be objected to any more."""
    referral, accepting = take_up(session, referral_id, "accept", by=by)
    if referral.acceptance:
        raise AlreadyAccepted
    _must_name_its_claims(referral, form)
    ways = [ClaimWay(claim_id=claim.claim_id, path=form.way_of(claim.claim_id)) for claim in referral.claims]
    paths = {way.path for way in ways}
    referral.acceptance = Acceptance(path=strictest(paths), words=form.words, by=by.username, at=now, ways=ways)
    begins = timing.of_the_acceptance(referral, starts(paths), now=now)
    return carry_out(session, referral, accepting, _accepted(referral, begins), now=now, begins=begins)


def _must_name_its_claims(referral, form):
    """Each claim once, and none of another order."""
    left = {claim.claim_id for claim in referral.claims}
    for number, way in enumerate(form.ways):
        if way.claim_id not in left:
            raise InvalidFields(FieldProblem(f"ways.{number}.claim_id", "unknown_choice"))
        left.remove(way.claim_id)


def _accepted(referral, begins):
    acceptance = referral.acceptance
    return MatterAccepted(
        **about_a_referral(referral),
        claims=tuple(claim.claim_id for claim in referral.claims),
        path=acceptance.path,
        article=PATHS[acceptance.path].article,
        words=acceptance.words,
        due_on=min((clock.due_on for clock in begins if clock.due_on), default=None),
        accepted_by=acceptance.by,
        accepted_at=acceptance.at,
        petitioner=petitioner_of(referral.matter),
        ways=tuple(_way(claim, acceptance) for claim in referral.claims),
    )


def _way(claim, acceptance):
    path = acceptance.way_of(claim.claim_id)
    return AcceptedWay(
        claim_id=claim.claim_id,
        number=claim.number,
        category=claim.category,
        path=path,
        article=PATHS[path].article,
    )
