"""The verbs of the console."""

from uuid import uuid4

from sqlalchemy import select

from services.console.models import Departure, Staff, Unit, UnitClosing
from services.console.passwords import matches
from services.console.queries import colleagues_of, open_dead_letters
from shared.config import DEMO_PASSWORD, settings
from shared.contracts.console import StaffChanged, UnitChanged
from shared.contracts.system import RedriveRequested
from shared.contracts.words import OUTSIDE_KINDS
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.messaging import publish

NEVER_CLOSED = ("petition_office", "bureau", "legal_aid_agency")


class WrongNameOrPassword(Refused):
    """用户名或密码不对"""

    status = 401


class UnknownUnit(Refused):
    """没有这个单位：{code}"""

    status = 422


class LeftAlready(Refused):
    """这位工作人员已经离岗"""


class NotOneself(Refused):
    """不能登记自己离岗，请由另一位管理员登记"""


class ClosedAlready(Refused):
    """这个单位已经撤销"""


class NotClosedHere(Refused):
    """信访部门、司法行政部门和法律援助机构不能在这里撤销"""


class DeadLettersChanged(Refused):
    """死信清单已有变化，请重新选择"""


def put_unit(session, *, code, **values):
    """What a city's folder says of a unit. Whether it is closed is not said there: loading opens none again."""
    unit = session.get(Unit, code)
    if unit is not None and all(getattr(unit, name) == value for name, value in values.items()):
        return
    unit = unit or Unit(code=code, active=True)
    for name, value in values.items():
        setattr(unit, name, value)
    session.add(unit)
    publish(session, UnitChanged(**unit.told))


def put_staff(session, *, username, password_hash=None, signed_out_before=None, **values):
    if session.get(Unit, values["unit"]) is None:
        raise UnknownUnit(code=values["unit"])
    staff = session.get(Staff, username) or Staff(username=username)
    staff.password_hash = password_hash or staff.password_hash
    staff.signed_out_before = signed_out_before or staff.signed_out_before
    staff.active = True
    for name, value in values.items():
        setattr(staff, name, value)
    session.add(staff)
    publish(session, StaffChanged(username=username, signed_out_before=staff.signed_out_before, **values))


def remove_staff(session, username, now, *, by="operations", words="liandong staff remove", successor=None):
    """They may not sign in any more, and wherever they are signed in, they are signed out."""
    staff = session.get(Staff, username, with_for_update=True)
    if staff is None:
        raise NotFound
    if not staff.active:
        raise LeftAlready
    if by == username:
        raise NotOneself
    _must_be_a_colleague(session, staff, successor)
    staff.active, staff.signed_out_before = False, now
    session.add(Departure(departure_id=uuid4(), username=username, successor=successor, words=words, by=by, at=now))
    publish(session, StaffChanged(**staff.told, active=False, signed_out_before=now, successor=successor))
    return staff


def _must_be_a_colleague(session, staff, username):
    if username is not None and username not in {one.username for one in colleagues_of(session, staff)}:
        raise InvalidFields(FieldProblem("successor", "not_a_colleague"))


def close_unit(session, code, form, *, by, now):
    """A unit is no more (撤销). What is below it is from now on below its successor, else below the unit above it."""
    unit = session.get(Unit, code, with_for_update=True)
    if unit is None:
        raise NotFound
    if not unit.active:
        raise ClosedAlready
    if unit.kind in NEVER_CLOSED:
        raise NotClosedHere
    _must_be_able_to_follow(session, unit, form.successor)
    unit.active, unit.successor = False, form.successor
    session.add(
        UnitClosing(closing_id=uuid4(), unit=code, successor=form.successor, words=form.words, by=by.username, at=now)
    )
    publish(session, UnitChanged(**unit.told))
    for below in session.scalars(select(Unit).where(Unit.superior == code).order_by(Unit.code)).all():
        below.superior = unit.superior if form.successor in (None, below.code) else form.successor
        publish(session, UnitChanged(**below.told))
    return unit


def _must_be_able_to_follow(session, unit, code):
    if code is None:
        return
    successor = session.get(Unit, code, with_for_update={"read": True})
    if successor is None or not successor.active or code == unit.code:
        raise InvalidFields(FieldProblem("successor", "unknown_unit"))
    if successor.kind in OUTSIDE_KINDS and unit.kind not in OUTSIDE_KINDS:
        raise InvalidFields(FieldProblem("successor", "no_desk_here"))


def check_password(session, username, password):
    staff = session.get(Staff, username)
    session.close()  # the connection must not wait for the hash
    right = matches(staff.password_hash if staff else None, password)
    known_to_everyone = password == DEMO_PASSWORD and not settings().demo
    if not right or not staff.active or known_to_everyone:
        raise WrongNameOrPassword
    return staff


def request_redrive(session, *, reader, event_ids, by, now):
    chosen = [x for x in open_dead_letters(session, reader=reader) if x.event_id in set(event_ids)]
    if not chosen:
        raise NotFound
    if len(chosen) != len(set(event_ids)):
        raise DeadLettersChanged
    for letter in chosen:
        letter.redriven_at = now
        letter.redriven_by = by
    publish(session, RedriveRequested(reader=reader, event_ids=tuple(sorted(event_ids)), requested_by=by))
    return chosen
