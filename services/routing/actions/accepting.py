"""A unit accepts what it received and tells the petitioner in writing by which way and procedure (书面告知、受理)."""

from services.routing import timing
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.orders import petitioner_of
from services.routing.models import Acceptance
from services.routing.policy.not_now import AlreadyAccepted
from services.routing.policy.paths import PATHS
from shared.contracts.routing import MatterAccepted


def accept_referral(session, referral_id, form, *, by, now):
    """Whoever accepts says that it is competent: nothing can be objected to any more."""
    referral, accepting = take_up(session, referral_id, "accept", by=by)
    if referral.acceptance:
        raise AlreadyAccepted
    referral.acceptance = Acceptance(path=form.path, words=form.words, by=by.username, at=now)
    begins = timing.of_the_acceptance(referral, PATHS[form.path].starts, now=now)
    return carry_out(session, referral, accepting, _accepted(referral, begins), now=now, begins=begins)


def _accepted(referral, begins):
    acceptance = referral.acceptance
    return MatterAccepted(
        matter_no=referral.matter_no,
        referral_id=referral.referral_id,
        matter_kind=referral.matter.kind,
        unit=referral.unit,
        sender=referral.sender,
        accused_unit=referral.matter.accused_unit,
        claims=tuple(claim.claim_id for claim in referral.claims),
        path=acceptance.path,
        article=PATHS[acceptance.path].article,
        words=acceptance.words,
        due_on=begins[0].due_on if begins else None,
        accepted_by=acceptance.by,
        accepted_at=acceptance.at,
        petitioner=petitioner_of(referral.matter),
    )
