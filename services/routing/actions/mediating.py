"""Both sides consent to be mediated; they meet, agree or do not, and may ask the court to confirm it (调解)."""

from uuid import uuid4

from sqlalchemy import select

from services.routing import timing
from services.routing.actions.acting import NotYourStep, carry_out, locked, take_up
from services.routing.actions.mediations import about_a_mediation, failed
from services.routing.actions.orders import petitioner_of
from services.routing.models import Mediation, MediationConfirmation, MediationSession
from shared.clocks.deadline import HERE
from shared.contracts.mediation import MediationAgreed, MediationConfirmed, MediationHeld, MediationStarted
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.messaging import publish


class MediatedAlready(Refused):
    """正在调解，不必重复登记"""


class MediationOver(Refused):
    """这次调解已经结束"""


class NothingAgreed(Refused):
    """没有达成调解协议，不能申请司法确认"""


class ConfirmationAsked(Refused):
    """已经登记过申请司法确认"""


class ConfirmationTooLate(Refused):
    """司法确认应当自调解协议生效之日起三十日内共同申请，最后一日是 {last_day}（《人民调解法》第三十三条）"""


def start_mediation(session, referral_id, form, *, by, now, today):
    """Nobody is mediated against their will (人民调解法 3): both sides consented, or it does not start."""
    referral, starting = take_up(session, referral_id, "start_mediation", by=by)
    refused = [name for name in ("petitioner_consents", "other_consents") if not getattr(form, name)]
    if refused:
        raise InvalidFields(*(FieldProblem(name, "must_consent") for name in refused))
    if referral.mediation:
        raise MediatedAlready
    _must_be_of_this_matter(form.began_on, referral.matter, today)
    mediation = Mediation(
        mediation_id=uuid4(),
        began_on=form.began_on,
        mediator=form.mediator,
        other_side=form.other_side,
        by=by.username,
        at=now,
        ended_at=None,
        confirmation=None,
    )
    referral.mediations.append(mediation)
    told = MediationStarted(
        **about_a_mediation(referral, mediation),
        other_side=form.other_side,
        began_on=form.began_on,
        started_by=by.username,
        started_at=now,
    )
    return carry_out(session, referral, starting, told, now=now)


def hold_session(session, mediation_id, form, *, by, now, today):
    referral, holding, mediation = _take_up(session, mediation_id, "hold_session", by)
    _must_have_been("held_on", form.held_on, mediation, today)
    mediation.sessions.append(
        MediationSession(session_id=uuid4(), held_on=form.held_on, words=form.words, by=by.username, at=now)
    )
    told = about_a_mediation(referral, mediation)
    held = MediationHeld(**told, held_on=form.held_on, words=form.words, held_by=by.username, held_at=now)
    return carry_out(session, referral, holding, held, now=now)


def record_agreement(session, mediation_id, form, *, by, now, today):
    """An agreement is drawn up (信访工作条例 33); both have 30 days to ask the court to confirm it."""
    referral, agreeing, mediation = _take_up(session, mediation_id, "record_agreement", by)
    _must_have_been("effective_on", form.effective_on, mediation, today)
    mediation.ended_at, mediation.ended_as, mediation.ended_by = now, "agreed", by.username
    mediation.outcome, mediation.effective_on = form.words, form.effective_on
    clock = timing.start_confirmation(session, referral, mediation)
    told = MediationAgreed(
        **about_a_mediation(referral, mediation),
        words=form.words,
        effective_on=form.effective_on,
        due_on=clock.due_on,
        agreed_by=by.username,
        agreed_at=now,
        petitioner=petitioner_of(referral.matter),
    )
    return carry_out(session, referral, agreeing, told, now=now, begins=())


def record_failure(session, mediation_id, form, *, by, now):
    """A side refused (人民调解法 17) or no agreement was reached (26): other remedies are named to the petitioner."""
    referral, failing, mediation = _take_up(session, mediation_id, "record_failure", by)
    mediation.ended_at, mediation.ended_as, mediation.ended_by = now, form.how, by.username
    mediation.outcome = form.words
    return carry_out(session, referral, failing, failed(referral, mediation, form.words, now), now=now)


def record_confirmation(session, mediation_id, form, *, by, now, today):
    """Both asked the court in time; also after the order was answered, for the 30 days are the sides' own."""
    referral = locked(session, _referral_of(session, mediation_id), by)
    if by.unit != referral.unit:
        raise NotYourStep if by.unit in referral.parties else NotFound
    mediation = _one(referral, mediation_id)
    if mediation.ended_as != "agreed":
        raise NothingAgreed
    if mediation.confirmation:
        raise ConfirmationAsked
    if form.asked_on > today:
        raise InvalidFields(FieldProblem("asked_on", "not_in_future"))
    if form.asked_on < mediation.effective_on:
        raise InvalidFields(FieldProblem("asked_on", "before_it_took_effect"))
    last_day = timing.last_day_to_confirm(session, mediation)
    if last_day and form.asked_on > last_day:
        raise ConfirmationTooLate(last_day=last_day)
    mediation.confirmation = MediationConfirmation(asked_on=form.asked_on, words=form.words, by=by.username, at=now)
    timing.end_confirmation(session, mediation, now=now)
    publish(
        session,
        MediationConfirmed(
            **about_a_mediation(referral, mediation),
            asked_on=form.asked_on,
            words=form.words,
            recorded_by=by.username,
            recorded_at=now,
        ),
    )
    return referral


def _take_up(session, mediation_id, act, by):
    referral, found = take_up(session, _referral_of(session, mediation_id), act, by=by)
    mediation = _one(referral, mediation_id)
    if mediation.ended_at is not None:
        raise MediationOver
    return referral, found, mediation


def _referral_of(session, mediation_id):
    referral_id = session.scalar(select(Mediation.referral_id).where(Mediation.mediation_id == mediation_id))
    if referral_id is None:
        raise NotFound
    return referral_id


def _one(referral, mediation_id):
    return next(one for one in referral.mediations if one.mediation_id == mediation_id)


def _must_be_of_this_matter(began_on, matter, today):
    if began_on > today:
        raise InvalidFields(FieldProblem("began_on", "not_in_future"))
    if began_on < matter.received_at.astimezone(HERE).date():
        raise InvalidFields(FieldProblem("began_on", "before_it_arrived"))


def _must_have_been(name, day, mediation, today):
    if day > today:
        raise InvalidFields(FieldProblem(name, "not_in_future"))
    if day < mediation.began_on:
        raise InvalidFields(FieldProblem(name, "before_it_began"))
