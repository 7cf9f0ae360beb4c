"""Who has an interest in a matter withdraws from it (回避), or is withdrawn by the head of the unit."""

from sqlalchemy import exists, select, tuple_

from services.routing.actions.letting_go import let_go, to_a_person
from services.routing.actions.overrides import APPROVERS, HEAD
from services.routing.actions.taking_over import pass_review_on
from services.routing.actions.withdrawn import recused_from
from services.routing.editions import city_now
from services.routing.models import Recusal, ReferralOrder, RoutedMatter
from services.routing.policy.act import OFFICE, REVIEWERS, REVIEWS
from services.routing.policy.decide import Held
from services.routing.policy.referral_acts import states_for
from shared.contracts.routing import HandlerRecused
from shared.directory import KnownStaff
from shared.errors import FieldProblem, InvalidFields, Refused
from shared.messaging import publish

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
    unit = session.get_one(KnownStaff, handler).unit
    theirs = select(ReferralOrder).where(ReferralOrder.matter_no == matter_no, ReferralOrder.unit == unit)
    session.scalars(theirs.order_by(ReferralOrder.referral_id).with_for_update(of=ReferralOrder)).all()
    session.get_one(RoutedMatter, matter_no, with_for_update=True, populate_existing=True)
    if handler in recused_from(session, matter_no):
        raise AlreadyRecused
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
    session.flush()
    for referral in session.scalars(theirs.where(*held_where_everyone_withdrew())).all():
        hand_back_what_nobody_handles(session, referral, now)


def hand_back_what_nobody_handles(session, referral, now):
    """Everyone of the unit withdrew or left: it holds the claims no more, and a person names another unit; a review
    goes to the next unit above."""
    if referral.kind in REVIEWS and pass_review_on(session, referral, now=now):
        return
    let_go(session, referral, (TAKEN,), to_a_person(session, EVERYONE_WITHDREW), now=now)


def held_where_everyone_withdrew(now=None):
    """Referrals at units where somebody withdrew from their matter and nobody is left who may handle them."""
    withdrew = exists().where(Recusal.matter_no == ReferralOrder.matter_no, Recusal.username == KnownStaff.username)
    reviews = ReferralOrder.kind.in_(REVIEWS) & KnownStaff.role.in_(REVIEWERS)
    here = (KnownStaff.unit == ReferralOrder.unit, KnownStaff.active, KnownStaff.role.in_(OFFICE) | reviews)
    somebody = exists().where(*here, ~withdrew.correlate(ReferralOrder, KnownStaff))
    theirs = select(Recusal.matter_no, KnownStaff.unit).join(KnownStaff, KnownStaff.username == Recusal.username)
    touched = tuple_(ReferralOrder.matter_no, ReferralOrder.unit).in_(theirs)
    return ReferralOrder.state.in_(TAKEN_IN), touched, ~somebody.correlate(ReferralOrder)


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
