"""The verbs of the console."""

from services.console.models import Staff, Unit
from services.console.passwords import matches
from services.console.queries import open_dead_letters
from shared.config import DEMO_PASSWORD, settings
from shared.contracts.console import StaffChanged, UnitChanged
from shared.contracts.system import RedriveRequested
from shared.errors import NotFound, Refused
from shared.messaging import publish


class WrongNameOrPassword(Refused):
    """用户名或密码不对"""

    status = 401


class UnknownUnit(Refused):
    """没有这个单位：{code}"""

    status = 422


class DeadLettersChanged(Refused):
    """死信清单已有变化，请重新选择"""


def put_unit(session, **values):
    unit = session.get(Unit, values["code"])
    if unit is not None and all(getattr(unit, name) == value for name, value in values.items()):
        return
    session.merge(Unit(**{"active": True, **values}))
    publish(session, UnitChanged(**values))


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


def remove_staff(session, username, now):
    """They may not sign in any more, and wherever they are signed in, they are signed out."""
    staff = session.get(Staff, username)
    if staff is None:
        raise NotFound
    staff.active, staff.signed_out_before = False, now
    publish(session, StaffChanged(**staff.told, active=False, signed_out_before=now))


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
