"""The unit that holds a referral asks another one to assist (协办); that one answers, or is released."""

from uuid import uuid4

from sqlalchemy import select

from services.routing import timing
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.assistances import about_an_assistance, end, release
from services.routing.actions.overrides import Barred
from services.routing.asked import claims_told, matter_told
from services.routing.editions import city_now, rulebook_in_use
from services.routing.models import Assistance
from services.routing.policy.assisting import bars_to_assisting, may_assist
from services.routing.policy.question import Question
from shared.contracts.handling import AssistanceAnswered, AssistanceAsked
from shared.directory import unit_names
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused


class AssistsAlready(Refused):
    """{unit}已经在协办，不必重复加派"""


class AssistanceOver(Refused):
    """这项协办已经结束"""


def add_assistant(session, referral_id, form, *, by, now):
    """The holder asks; it stays the holder's turn, and its own clocks run on."""
    referral, adding = take_up(session, referral_id, "add_unit", by=by)
    _must_be_able(session, referral, form.unit)
    if any(one.is_open and one.unit == form.unit for one in referral.assistances):
        raise AssistsAlready(unit=unit_names(session).get(form.unit, form.unit))
    assistance = Assistance(
        assistance_id=uuid4(), unit=form.unit, task=form.words, by=by.username, at=now, ended_at=None
    )
    referral.assistances.append(assistance)
    session.flush()
    timing.start_for_assistance(session, referral, assistance, now=now)
    told = AssistanceAsked(
        **about_an_assistance(referral, assistance),
        words=form.words,
        due_on=assistance.due_on,
        asked_by=by.username,
        asked_at=now,
    )
    return carry_out(session, referral, adding, told, now=now)


def answer_assistance(session, assistance_id, form, *, by, now):
    """The assisting unit says what it found or did; the holder has it to answer with."""
    referral, answering, assistance = _take_up(session, assistance_id, "assist", by)
    if assistance.unit != by.unit:
        raise NotFound
    _must_be_open(assistance)
    end(session, assistance, "answered", by=by.username, now=now, words=form.words)
    told = about_an_assistance(referral, assistance)
    answered = AssistanceAnswered(**told, words=form.words, answered_by=by.username, answered_at=now)
    return carry_out(session, referral, answering, answered, now=now)


def release_assistant(session, assistance_id, form, *, by, now):
    """The holder needs it no more."""
    referral, _, assistance = _take_up(session, assistance_id, "release_unit", by)
    _must_be_open(assistance)
    release(session, referral, assistance, "released", by=by.username, now=now, words=form.words)
    return referral


def _take_up(session, assistance_id, act, by):
    referral_id = session.scalar(select(Assistance.referral_id).where(Assistance.assistance_id == assistance_id))
    if referral_id is None:
        raise NotFound
    referral, found = take_up(session, referral_id, act, by=by)
    return referral, found, next(one for one in referral.assistances if one.assistance_id == assistance_id)


def _must_be_open(assistance):
    if not assistance.is_open:
        raise AssistanceOver


def _must_be_able(session, referral, unit):
    city, matter = city_now(session), referral.matter
    if not may_assist(unit, referral.unit, city):
        raise InvalidFields(FieldProblem("unit", "cannot_assist"))
    told, book = matter_told(session, matter), rulebook_in_use(session, matter)
    for claim in claims_told(session, matter, list(referral.claims)):
        for bar in bars_to_assisting(Question(told, claim), unit, city, book):
            raise Barred(reason=bar.reason, article=bar.article)
