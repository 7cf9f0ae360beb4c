"""What a unit does with the orders it holds: it signs for them and answers."""

from sqlalchemy import select

from services.routing import timing
from services.routing.actions.orders import petitioner_of
from services.routing.actions.recusals import must_not_be_recused
from services.routing.models import Answer, ReferralOrder, Reply, Signature
from shared.contracts.routing import ClaimAnswer, ReferralSigned, ReplyIssued
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.messaging import publish


def sign_for_referral(session, referral_id, *, by, now):
    referral = locked(session, referral_id, by)
    referral.must_be_held_by(by.unit)
    referral.must_await_signature()
    referral.state = "IN_PROGRESS"
    referral.signature = Signature(by=by.username, at=now)
    publish(
        session,
        ReferralSigned(
            matter_no=referral.matter_no,
            referral_id=referral.referral_id,
            unit=referral.unit,
            claims=tuple(claim.claim_id for claim in referral.claims),
            signed_by=by.username,
            signed_at=now,
        ),
    )
    timing.stop_for_signature(session, referral, now=now)
    return referral


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
    referral = locked(session, referral_id, by)
    referral.must_be_held_by(by.unit)
    referral.must_be_in_progress()
    if sorted(a.claim_id for a in form.answers) != sorted(claim.claim_id for claim in referral.claims):
        raise InvalidFields(FieldProblem("answers", "every_claim"))
    referral.state = "ANSWERED"
    referral.reply = Reply(by=by.username, at=now, remedy=form.remedy, answers=[_answer(a) for a in form.answers])
    publish(session, _issued(referral, form, by, now))
    timing.stop_for_reply(session, referral, now=now)
    return referral


def locked(session, referral_id, by):
    """The referral, for an act on it by somebody who has no interest in it."""
    query = select(ReferralOrder).where(ReferralOrder.referral_id == referral_id)
    fresh = query.with_for_update(of=ReferralOrder).execution_options(populate_existing=True)
    referral = session.scalars(fresh).one_or_none()
    if referral is None:
        raise NotFound
    must_not_be_recused(session, referral.matter_no, by)
    return referral


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
