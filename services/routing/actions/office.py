"""What a unit does with the orders it holds: it signs for them and answers."""

from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.orders import petitioner_of
from services.routing.models import Answer, Reply, Signature
from services.routing.policy.paths import may_refuse
from shared.contracts.routing import ClaimAnswer, ReferralSigned, ReplyIssued
from shared.errors import FieldProblem, InvalidFields, Refused


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


def reply_to_claims(session, referral_id, form, *, by, now):
    referral, replying = take_up(session, referral_id, "reply", by=by)
    if sorted(a.claim_id for a in form.answers) != sorted(claim.claim_id for claim in referral.claims):
        raise InvalidFields(FieldProblem("answers", "every_claim"))
    _must_be_open_to_refusal(referral, form)
    referral.reply = Reply(by=by.username, at=now, remedy=form.remedy, answers=[_answer(a) for a in form.answers])
    return carry_out(session, referral, replying, _issued(referral, form, by, now), now=now)


def _must_be_open_to_refusal(referral, form):
    """Not supporting a claim is for what was accepted under 31(6); elsewhere another procedure decides."""
    if not (referral.acceptance and may_refuse(referral.acceptance.path)):
        refused = [number for number, answer in enumerate(form.answers) if answer.outcome == "REFUSE"]
        if refused:
            raise InvalidFields(*(FieldProblem(f"answers.{n}.outcome", "only_31_6") for n in refused))


def _signed(referral):
    return ReferralSigned(
        matter_no=referral.matter_no,
        referral_id=referral.referral_id,
        unit=referral.unit,
        claims=tuple(claim.claim_id for claim in referral.claims),
        signed_by=referral.signature.by,
        signed_at=referral.signature.at,
    )


def _answer(form):
    return Answer(claim_id=form.claim_id, outcome=form.outcome, facts=form.facts, legal_basis=form.legal_basis)


def _issued(referral, form, by, now):
    return ReplyIssued(
        matter_no=referral.matter_no,
        referral_id=referral.referral_id,
        matter_kind=referral.matter.kind,
        unit=referral.unit,
        sender=referral.sender,
        accused_unit=referral.matter.accused_unit,
        answers=tuple(
            ClaimAnswer(claim_id=a.claim_id, outcome=a.outcome, facts=a.facts, legal_basis=a.legal_basis)
            for a in form.answers
        ),
        remedy=form.remedy,
        answered_by=by.username,
        answered_at=now,
        petitioner=petitioner_of(referral.matter),
    )
