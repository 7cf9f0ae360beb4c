"""A unit objects to a referral (异议); the sender, or in a dispute the common superior, decides."""

from uuid import uuid4

from sqlalchemy import select

from services.routing import timing
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.letting_go import let_go
from services.routing.actions.orders import make_referral, route
from services.routing.actions.triage import designated
from services.routing.deciders import open_decider
from services.routing.editions import city_now
from services.routing.models import DecidedClaim, Objection, ObjectionDecision, ReferralOrder
from services.routing.policy.not_now import AlreadyAccepted
from services.routing.policy.objections import REASONS, Objected, is_passed_down_instead, who_decides
from services.routing.policy.referral_acts import possible
from shared.contracts.routing import ObjectionRefused, ReferralObjected, ReferralReturned
from shared.directory import unit_called
from shared.errors import FieldProblem, InvalidFields, Refused


class ObjectionTooLate(Refused):
    """提出异议的期限已过，最后一日是 {last_day}（《信访工作条例》第二十三条第三款）"""


class ObjectionWasRefused(Refused):
    """异议已经审核，没有同意退回，请继续办理"""


class PassItDown(Refused):
    """属于本单位下级职权范围的，请转送下级，不提出异议（《信访工作条例》第二十三条第三款）"""

    status = 422


def may_object(referral, today, role):
    """Whether somebody of that role at the unit that holds it could object today."""
    last_day = timing.last_day_to_object(referral)
    in_time = last_day is None or today <= last_day
    open_to_it = not referral.objections_here and not referral.acceptance
    return "object" in possible(referral.kind, referral.state, role) and open_to_it and in_time


def object_to_referral(session, referral_id, form, *, by, now, today):
    referral, objecting = take_up(session, referral_id, "object", by=by)
    if referral.acceptance:
        raise AlreadyAccepted
    if referral.objections_here:
        raise ObjectionWasRefused
    _must_be_in_time(referral, today)
    objected = Objected(by.unit, form.competent_unit)
    _check(session, form, objected)
    decider = who_decides(objected, earlier_objections(session, referral), referral.answers_to, city_now(session))
    objection = Objection(
        objection_id=uuid4(),
        unit=referral.unit,
        reason=form.reason,
        explanation=form.explanation,
        competent_unit=form.competent_unit,
        decider=open_decider(city_now(session), referral.matter, decider.unit),
        disputed=decider.disputed,
        state_before=referral.state,
        by=by.username,
        at=now,
        decision=None,
    )
    referral.objections.append(objection)
    return carry_out(session, referral, objecting, _objected(referral, objection), now=now)


def decide_objection(session, referral_id, form, *, by, now):
    """Agreed: the claims are routed again, never to this unit. Not agreed: it stays. In a dispute the common
    superior says who is competent."""
    act = "return_back" if form.agreed else "refuse_return"
    referral, deciding = take_up(session, referral_id, act, by=by)
    objection = referral.open_objection
    named = _named(session, referral, objection, form, by) if form.agreed else None
    objection.decision = ObjectionDecision(
        agreed=form.agreed, words=form.words, unit=form.unit, by=by.username, at=now
    )
    if form.agreed:
        told = ReferralReturned(**_decided(referral, objection))
        let_go(session, referral, (act, by.role), _onwards(session, named, now), now=now, event=told)
        return referral
    before = objection.state_before
    stays = ObjectionRefused(**_decided(referral, objection), state=before)
    return carry_out(session, referral, deciding, stays, now=now, before=before)


def earlier_objections(session, referral):
    """The agreed objections to any of these claims, oldest first."""
    claim_ids = [claim.claim_id for claim in referral.claims]
    query = (
        select(Objection.unit, Objection.competent_unit)
        .join(ReferralOrder, ReferralOrder.referral_id == Objection.referral_id)
        .join(ObjectionDecision, ObjectionDecision.objection_id == Objection.objection_id)
        .where(
            ReferralOrder.referral_id.in_(
                select(DecidedClaim.referral_id).where(DecidedClaim.claim_id.in_(claim_ids))
            ),
            ReferralOrder.state == "RETURNED",
            ObjectionDecision.agreed,
        )
        .order_by(Objection.at)
    )
    return tuple(Objected(unit, competent) for unit, competent in session.execute(query))


def _must_be_in_time(referral, today):
    """Where the calendar of the last day is not announced yet, nobody is turned away."""
    last_day = timing.last_day_to_object(referral)
    if last_day and today > last_day:
        raise ObjectionTooLate(last_day=last_day)


def _check(session, form, objected):
    if form.competent_unit is None:
        if REASONS[form.reason].names_unit:
            raise InvalidFields(FieldProblem("competent_unit", "required"))
    elif unit_called(session, form.competent_unit) is None:
        raise InvalidFields(FieldProblem("competent_unit", "unknown_unit"))
    if is_passed_down_instead(objected, city_now(session)):
        raise PassItDown


def _named(session, referral, objection, form, by):
    """What becomes of the claims if the decider names a unit: like every choice it passes the guards, though a
    common superior may name a unit that objected before."""
    if form.unit is None and not objection.disputed:
        return None
    if form.unit is None:
        raise InvalidFields(FieldProblem("unit", "required"))
    if form.unit == referral.unit:
        raise InvalidFields(FieldProblem("unit", "unit_returned_it"))
    return designated(
        session,
        referral.matter,
        list(referral.claims),
        form,
        form.words,
        by=by,
        settles_a_dispute=objection.disputed,
    )


def _onwards(session, named, now):
    """By the rules again; with a unit that the decider named, there."""

    def onwards(matter, claims):
        if named is None:
            route(session, matter, claims, now=now)
        else:
            choices, decided = named
            make_referral(session, matter, choices, claims, now=now, **decided)

    return onwards


def _about(referral):
    return {
        "matter_no": referral.matter_no,
        "referral_id": referral.referral_id,
        "matter_kind": referral.matter.kind,
        "unit": referral.unit,
        "sender": referral.sender,
        "accused_unit": referral.matter.accused_unit,
        "claims": tuple(claim.claim_id for claim in referral.claims),
    }


def _objected(referral, objection):
    return ReferralObjected(
        **_about(referral),
        reason=objection.reason,
        explanation=objection.explanation,
        competent_unit=objection.competent_unit,
        decider=objection.decider,
        disputed=objection.disputed,
        objected_by=objection.by,
        objected_at=objection.at,
    )


def _decided(referral, objection):
    decision = objection.decision
    return {
        **_about(referral),
        "words": decision.words,
        "disputed": objection.disputed,
        "decider": objection.decider,
        "decided_by": decision.by,
        "decided_at": decision.at,
    }
