"""The two handlers that keep the copies, and what is read from them; a service lists this package in its reader."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.contracts.console import StaffChanged, UnitChanged
from shared.directory.tables import Formerly, KnownStaff, KnownUnit
from shared.messaging.handlers import handles
from shared.messaging.tables import Settlement


@handles(UnitChanged)
def keep_unit(session: Session, event: Any) -> None:
    """Keep the newest state of a unit; an older event that comes late changes nothing."""
    columns = ("kind", "name", "name_en", "superior", "mail", "phone", "active")
    was, known = _keep(session, KnownUnit, {"code": event.code}, event, columns, "superior")
    _never_forget(session, event.code, {was, event.superior} - {known.superior})


@handles(StaffChanged)
def keep_staff(session: Session, event: Any) -> None:
    """Keep the newest state of a member of staff."""
    columns = ("name", "unit", "role", "active", "signed_out_before")
    was, known = _keep(session, KnownStaff, {"username": event.username}, event, columns, "unit")
    _never_forget(session, f"@{event.username}", {was, event.unit} - {known.unit})


def _keep(
    session: Session, table: Any, key: dict[str, str], event: Any, columns: tuple[str, ...], belongs: str
) -> tuple[str | None, Any]:
    """(what it belonged to before, as far as known; the row as it is now)"""
    known = session.get(table, key, with_for_update=True)
    if known is None:
        known = table(**key, sequence=-1)
        session.add(known)
    was: str | None = getattr(known, belongs)
    if event.meta.sequence > known.sequence:
        known.sequence = event.meta.sequence
        for column in columns:
            setattr(known, column, getattr(event, column))
        session.flush()
    return was, known


def _never_forget(session: Session, whose: str, units: set[str | None]) -> None:
    for unit in sorted(filter(None, units)):
        session.merge(Formerly(whose=whose, unit=unit))
    session.flush()


def unit_called(session: Session, code: str) -> KnownUnit | None:
    """The unit with this code, as far as it is known here."""
    return session.get(KnownUnit, code)


def unit_names(session: Session, english: bool = False) -> dict[str, str]:
    """The name of every unit, for a page in one of the two languages. A city has some dozens."""
    name = KnownUnit.name_en if english else KnownUnit.name
    return dict(session.execute(select(KnownUnit.code, name)).all())


def staff_names(session: Session, usernames: Iterable[str | None]) -> dict[str, str]:
    """What people are called, also those who left; who is not known here is left out."""
    asked = {username for username in usernames if username}
    known = select(KnownStaff.username, KnownStaff.name).where(KnownStaff.username.in_(asked))
    return {username: name for username, name in session.execute(known)} if asked else {}


def usernames_of(session: Session, called: str) -> list[str]:
    """The sign-ins of whoever has this name, or this sign-in: what a page asks for by either."""
    known = select(KnownStaff.username).where((KnownStaff.name == called) | (KnownStaff.username == called))
    return list(session.scalars(known)) or [called]


def unit_and_above(session: Session, code: str) -> tuple[str, ...]:
    """A unit and every unit above it, from below: `("hotline", "bureau")`."""
    chain = [code]
    while (unit := session.get(KnownUnit, chain[-1])) and unit.superior and unit.superior not in chain:
        chain.append(unit.superior)
    return tuple(chain)


def supervisor_of(session: Session, code: str, accused: str | None = None) -> str:
    """The next unit above that may know of the matter: not the accused one, nor one below it. The unit itself where
    there is none."""
    above = unit_and_above(session, code)[1:]
    return next((unit for unit in above if accused not in ever_above(session, unit)), code)


def ever_above(session: Session, code: str, username: str | None = None) -> tuple[str, ...]:
    """A unit and every unit above it, and those that once were, or in which this member of staff once was, each with
    what is above it: whoever accuses one of them accuses this one's people too."""
    found, asked = list(unit_and_above(session, code)), [f"@{username}"] if username else []
    new = found
    while True:
        before = session.scalars(select(Formerly.unit).where(Formerly.whose.in_([*new, *asked]))).all()
        above = (unit for one in before for unit in unit_and_above(session, one))
        new, asked = list(dict.fromkeys(unit for unit in above if unit not in found)), []
        if not new:
            return tuple(found)
        found = found + new


def every_unit_told_of_is_known(session: Session, before: datetime) -> Iterable[str]:
    """a unit that was told of but is not known here"""
    known = select(KnownUnit.code)
    told = select(Settlement.subject).where(Settlement.type == "unit.changed", Settlement.state == "handled")
    return session.scalars(told.where(Settlement.subject.not_in(known)))


def every_member_of_staff_told_of_is_known(session: Session, before: datetime) -> Iterable[str]:
    """a member of staff who was told of but is not known here"""
    known = select(KnownStaff.username)
    told = select(Settlement.subject).where(Settlement.type == "staff.changed", Settlement.state == "handled")
    return session.scalars(told.where(Settlement.subject.not_in(known)))


INVARIANTS = (every_unit_told_of_is_known, every_member_of_staff_told_of_is_known)
