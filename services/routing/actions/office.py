"""What a unit does with the orders it receives: it signs for them."""

from services.routing.actions.acting import carry_out, take_up
from services.routing.models import Signature
from shared.contracts.routing import ReferralSigned
from shared.errors import Refused


def sign_for_referral(session, referral_id, *, by, now):
    """Whoever signs for it has it in hand until it is given to a colleague."""
    referral, signing = take_up(session, referral_id, "sign_for", by=by)
    referral.signature, referral.handler = Signature(by=by.username, at=now), by.username
    return carry_out(session, referral, signing, _signed(referral), now=now)


def sign_for_several(session, referral_ids, *, by, now):
    """The ones that were signed for, always locked in the same order; one that is refused holds up no other."""
    return [one for one in sorted(set(referral_ids)) if _could_sign(session, one, by=by, now=now)]


def _could_sign(session, referral_id, *, by, now):
    try:
        sign_for_referral(session, referral_id, by=by, now=now)
    except Refused:  # before anything was changed
        return False
    return True


def _signed(referral):
    return ReferralSigned(
        matter_no=referral.matter_no,
        referral_id=referral.referral_id,
        unit=referral.unit,
        claims=tuple(claim.claim_id for claim in referral.claims),
        signed_by=referral.signature.by,
        signed_at=referral.signature.at,
    )
