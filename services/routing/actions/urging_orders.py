"""The papers by which a unit is pressed: made with their number, ended, and what every event about one says."""

from uuid import uuid4

from services.routing.actions.about import about_a_referral
from services.routing.actions.assistances import release_all
from services.routing.actions.mediations import end_what_is_over
from services.routing.models import CityEdition, UrgingOrder
from shared.contracts.urging import SupervisionLifted
from shared.db import next_number
from shared.messaging import publish
from shared.web.page import HERE

LETTERS = {"CHASE": "催", "SUPERVISE": "督", "SUPERVISE_LISTED": "挂督"}


def make_order(session, referral, kind, form, *, office, by, now):
    order = UrgingOrder(
        order_id=uuid4(),
        kind=kind,
        number=_number(session, kind, now),
        unit=referral.unit,
        office=office,
        cause=form.cause,
        words=form.words,
        reply_by=form.reply_by,
        by=by,
        at=now,
    )
    referral.urgings.append(order)
    session.flush()
    return order


def lift_what_left_the_unit(session, referral, *, now):
    """The unit holds the referral no more, so nobody waits for its answer and nobody assists it."""
    release_all(session, referral, now=now)
    end_what_is_over(session, referral, now=now)
    if referral.supervision:
        lift(session, referral, referral.supervision, "returned", by=None, now=now)


def lift(session, referral, order, how, *, by, now, words=None):
    order.ended_at, order.ended_as = now, how
    told = about_a_supervision(referral, order)
    publish(session, SupervisionLifted(**told, how=how, words=words, lifted_by=by, lifted_at=now))


def about_a_supervision(referral, order):
    return {
        **about_a_referral(referral),
        "order_id": order.order_id,
        "kind": order.kind,
        "number": order.number,
        "unit": order.unit,
        "supervisor": order.office,
    }


def _number(session, kind, now):
    """As such papers are numbered: 督〔2026〕12号."""
    series = f"{LETTERS[kind]}〔{now.astimezone(HERE).year}〕"
    return f"{series}{next_number(session, CityEdition.__table__, {'name': series})}号"
