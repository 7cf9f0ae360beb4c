"""A unit is chased or supervised; it answers; the supervisor accepts the answer or refuses it."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import locked
from services.routing.actions.urging_orders import about_a_supervision, lift, make_order
from services.routing.editions import city_now
from services.routing.models import AnswerDecision, SupervisionAnswer, UrgingOrder
from services.routing.policy.automatic import MENDING
from services.routing.policy.urging import article_of, is_owed, may_chase, may_supervise
from shared.clocks.in_force import rulebook
from shared.contracts.urging import (
    ReferralChased,
    SupervisionAnswered,
    SupervisionAnswerRefused,
    SupervisionIssued,
)
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.messaging import publish
from shared.web.page import HERE


class NotInHand(Refused):
    """这份交办件现在不在办理中，不能催办、督办"""


class ChasedToday(Refused):
    """今天已经催办过（{number}），不必重复催办"""


class SupervisedAlready(Refused):
    """已经在督办（{number}），不必重复督办"""


class NotYoursToChase(Refused):
    """只有送件单位或者它的上级可以催办"""

    status = 403


class NotYoursToSupervise(Refused):
    """只有信访部门或者承办单位的上级可以督办"""

    status = 403


class AnswerAwaitsDecision(Refused):
    """已经反馈，正在等督办单位审核"""


class NothingToDecide(Refused):
    """这份督办没有待审核的反馈"""


class SupervisionOver(Refused):
    """这份督办已经解除"""


def chase_unit(session, referral_id, form, *, by, now, today):
    """The sender chases; once a day, whoever of the office does it."""
    referral = locked(session, referral_id, by)
    if not may_chase(by.unit, referral.sender, city_now(session)):
        raise NotYoursToChase
    _must_be_pressable(referral, form, today)
    made_today = [o for o in referral.urgings if o.kind == "CHASE" and o.at.astimezone(HERE).date() == today]
    if made_today:
        raise ChasedToday(number=made_today[0].number)
    order = make_order(session, referral, "CHASE", form, office=by.unit, by=by.username, now=now)
    publish(
        session,
        ReferralChased(
            **about_a_referral(referral),
            order_id=order.order_id,
            number=order.number,
            cause=order.cause,
            words=order.words,
            reply_by=order.reply_by,
            office=order.office,
            chased_by=by.username,
            chased_at=now,
        ),
    )
    return referral


def supervise_unit(session, referral_id, form, *, by, now, today):
    """One supervision at a time; a listed one takes the place of one that is not."""
    referral = locked(session, referral_id, by)
    if not may_supervise(by.unit, referral.unit, city_now(session)):
        raise NotYoursToSupervise
    _must_be_pressable(referral, form, today)
    issue(session, referral, form, supervisor=by.unit, by=by.username, now=now)
    return referral


def issue(session, referral, form, *, supervisor, by, now):
    kind = "SUPERVISE_LISTED" if form.listed else "SUPERVISE"
    before = referral.supervision
    if before and (before.kind == kind or before.kind == "SUPERVISE_LISTED"):
        raise SupervisedAlready(number=before.number)
    if before:
        lift(session, referral, before, "raised", by=by, now=now)
        session.flush()
    order = make_order(session, referral, kind, form, office=supervisor, by=by, now=now)
    publish(
        session,
        SupervisionIssued(
            **about_a_supervision(referral, order),
            cause=order.cause,
            words=order.words,
            reply_by=order.reply_by,
            article=article_of(supervisor),
            issued_by=by,
            issued_at=now,
        ),
    )
    return order


def answer_supervision(session, order_id, form, *, by, now):
    """The unit says what it has done."""
    referral, order = _supervision(session, order_id, by)
    if by.unit != order.unit:
        raise NotFound
    _must_be_in_force(order)
    if order.open_answer:
        raise AnswerAwaitsDecision
    order.mend_by = None
    order.answers.append(
        SupervisionAnswer(answer_id=uuid4(), words=form.words, by=by.username, at=now, decision=None)
    )
    publish(
        session,
        SupervisionAnswered(
            **about_a_supervision(referral, order), words=form.words, answered_by=by.username, answered_at=now
        ),
    )
    return referral


def decide_answer(session, order_id, form, *, by, now):
    """Accepted: the supervision is over. Refused: the unit mends it and answers again."""
    referral, order = _supervision(session, order_id, by)
    if by.unit != order.office:
        raise NotFound
    _must_be_in_force(order)
    answer = order.open_answer
    if answer is None:
        raise NothingToDecide
    answer.decision = AnswerDecision(accepted=form.accepted, words=form.words, by=by.username, at=now)
    if form.accepted:
        lift(session, referral, order, "accepted", by=by.username, now=now, words=form.words)
    else:
        order.mend_by = mending_ends(now)
        told = about_a_supervision(referral, order)
        refused = {"words": form.words, "refused_by": by.username, "refused_at": now}
        publish(session, SupervisionAnswerRefused(**told, **refused))
    return referral


def mending_ends(now):
    """The last day on which an answer that is refused now may be mended."""
    today = now.astimezone(HERE).date()
    return today + timedelta(days=rulebook().candidates(MENDING, today)[0].limit)


def _supervision(session, order_id, by):
    """A supervision and its referral, which is locked before anything of it is read."""
    referral_id = session.scalar(select(UrgingOrder.referral_id).where(UrgingOrder.order_id == order_id))
    if referral_id is None:
        raise NotFound
    referral = locked(session, referral_id, by)
    return referral, next(order for order in referral.urgings if order.order_id == order_id)


def _must_be_pressable(referral, form, today):
    """Its unit owes something on it, and the day set for it, if one is, has not gone by."""
    if not is_owed(referral.state, referral.to_finish_since is not None):
        raise NotInHand
    if form.reply_by and form.reply_by < today:
        raise InvalidFields(FieldProblem("reply_by", "not_in_past"))


def _must_be_in_force(order):
    if not order.in_force:
        raise SupervisionOver
