"""A proof of service that was entered wrongly is struck out, with the reason: the reply is to be served again."""

from sqlalchemy import select

from services.routing import finishing
from services.routing.actions.about import about_a_referral
from services.routing.actions.after_reply import answered
from services.routing.actions.visiting import take_back_visit
from services.routing.models import ProofOfService
from services.routing.policy.reviewing import ASKED_BY, NEXT
from services.routing.policy.serving import is_served
from shared.contracts.replies import ServiceStruckOut
from shared.errors import NotFound, Refused
from shared.messaging import publish


class ProofStruckOut(Refused):
    """这份送达回证已经作废"""


class ProofCounts(Refused):
    """事项已经终结，或者信访人已经请求复查，送达回证不再更正"""


def strike_out_proof(session, proof_id, form, *, by, now):
    """Its line and the reason stay. The days to ask for review that ran from it never counted."""
    referral_id = session.scalar(select(ProofOfService.referral_id).where(ProofOfService.proof_id == proof_id))
    if referral_id is None:
        raise NotFound
    referral = answered(session, referral_id, by)
    proof = next(one for one in referral.proofs if one.proof_id == proof_id)
    if proof.struck_out_at is not None:
        raise ProofStruckOut
    if not may_strike_out(referral):
        raise ProofCounts
    proof.struck_out_at, proof.struck_out_by, proof.struck_out_because = now, by.username, form.words
    if is_served(proof.means):
        _serve_again(session, referral, now=now)
    publish(
        session,
        ServiceStruckOut(
            **about_a_referral(referral),
            means=proof.means,
            served=is_served(proof.means),
            served_on=proof.on,
            words=form.words,
            struck_out_by=by.username,
            struck_out_at=now,
        ),
    )
    return referral


def may_strike_out(referral):
    """While nothing rests on a proof that cannot be taken back."""
    return referral.state == "ANSWERED" and referral.asked_again is None


def _serve_again(session, referral, *, now):
    finishing.as_if_never_begun(session, referral, ASKED_BY.get(NEXT.get(referral.kind)), now=now)
    referral.review_lapsed_at, referral.to_finish_since = None, referral.to_finish_since or now
    finishing.follow(session, referral, now=now)
    take_back_visit(session, referral, now=now)
