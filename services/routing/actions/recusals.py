"""Who has an interest in a matter withdraws from it (回避), or is withdrawn by the head of the unit."""

from sqlalchemy import select

from services.routing import timing
from services.routing.actions.acting import settle
from services.routing.actions.orders import hold_for_triage
from services.routing.actions.overrides import APPROVERS, HEAD
from services.routing.actions.urging_orders import lift_what_left_the_unit
from services.routing.actions.withdrawn import recused_from
from services.routing.editions import city_now
from services.routing.models import Recusal, ReferralOrder, RoutedMatter
from services.routing.policy.decide import Held
from services.routing.policy.referral_acts import states_for, step
from shared.contracts.routing import HandlerRecused
from shared.directory import KnownStaff
from shared.errors import FieldProblem, InvalidFields, Refused
from shared.messaging import publish

HANDLERS = ("office_clerk", HEAD)
TAKEN = "take_from_who_withdrew"
TAKEN_IN = states_for(TAKEN)
EVERYONE_WITHDREW = Held(
    "承办单位的工作人员都已回避，须另行指定承办单位",
    "Everyone of the unit withdrew: another unit is to be named",
    "《信访工作条例》第二十八条第三款",
)


class AlreadyRecused(Refused):
    """已经回避，不必重复登记"""


def recuse(session, matter_no, form, *, by, now):
    """Everyone may withdraw themselves; the head of a unit withdraws members of it."""
    handler = form.username or by.username
    if handler != by.username:
        _must_be_in_charge_of(session, by, handler)
    matter = session.get_one(RoutedMatter, matter_no, with_for_update=True, populate_existing=True)
    if handler in recused_from(session, matter_no):
        raise AlreadyRecused
    unit = session.get_one(KnownStaff, handler).unit
    session.add(Recusal(matter_no=matter_no, username=handler, interest=form.interest, by=by.username, at=now))
    publish(
        session,
        HandlerRecused(
            matter_no=matter_no,
            username=handler,
            unit=unit,
            interest=form.interest,
            recused_by=by.username,
            recused_at=now,
        ),
    )
    _hand_back_what_nobody_handles(session, matter, unit, now=now)


def _hand_back_what_nobody_handles(session, matter, unit, *, now):
    """Where everyone of the unit withdrew it holds the claims no more: a person names another unit."""
    session.flush()
    left = select(KnownStaff.username).where(
        KnownStaff.unit == unit,
        KnownStaff.active,
        KnownStaff.role.in_(HANDLERS),
        KnownStaff.username.not_in(recused_from(session, matter.matter_no)),
    )
    if session.scalars(left.limit(1)).first() is not None:
        return
    held = select(ReferralOrder).where(
        ReferralOrder.matter_no == matter.matter_no,
        ReferralOrder.unit == unit,
        ReferralOrder.state.in_(TAKEN_IN),
    )
    for referral in session.scalars(held.with_for_update(of=ReferralOrder)).all():
        claims, taken = list(referral.claims), step(referral.kind, referral.state, TAKEN)
        referral.state = taken.to
        session.flush()
        timing.follow(session, referral, taken, now=now)
        settle(session, referral)
        lift_what_left_the_unit(session, referral, now=now)
        hold_for_triage(session, matter, [EVERYONE_WITHDREW] * len(claims), claims)
        timing.hand_over_watch(session, claims)
        timing.start_for_what_waits_again(session, matter, now=now)


def staff_in_charge_of(session, by):
    """Whom a head may withdraw: the others of the unit; whom a leader may: those of the units below too."""
    if by.role not in APPROVERS:
        return []
    units = [by.unit] if by.role == HEAD else city_now(session).below(by.unit)
    others = select(KnownStaff).where(
        KnownStaff.unit.in_(units), KnownStaff.active, KnownStaff.username != by.username
    )
    return list(session.scalars(others.order_by(KnownStaff.username)))


def _must_be_in_charge_of(session, by, handler):
    if handler not in {member.username for member in staff_in_charge_of(session, by)}:
        raise InvalidFields(FieldProblem("username", "not_of_your_unit"))
