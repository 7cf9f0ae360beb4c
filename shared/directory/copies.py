"""The tables of the copies and the two handlers that keep them; a service lists this package in its reader."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, String, or_, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shared.contracts.console import StaffChanged, UnitChanged
from shared.contracts.words import OUTSIDE_KINDS
from shared.db.types import Moment
from shared.messaging.handlers import handles
from shared.messaging.tables import Settlement
from shared.privacy import blind_index


class DirectoryBase(DeclarativeBase):
    """The metadata of the copies."""


class KnownUnit(DirectoryBase):
    """A unit as the console last told of it."""

    __tablename__ = "known_unit"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    superior: Mapped[str | None] = mapped_column(String(64))
    mail: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool]
    sequence: Mapped[int] = mapped_column(BigInteger)

    @property
    def outside(self) -> bool:
        """An organ that has no desk in Liandong: what goes there ends as handed outside."""
        return self.kind in OUTSIDE_KINDS


class KnownStaff(DirectoryBase):
    """A member of staff as the console last told of them."""

    __tablename__ = "known_staff"

    username: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(32))
    active: Mapped[bool]
    signed_out_before: Mapped[datetime | None] = mapped_column(Moment)
    sequence: Mapped[int] = mapped_column(BigInteger)


@handles(UnitChanged)
def keep_unit(session: Session, event: Any) -> None:
    """Keep the newest state of a unit; an older event that comes late changes nothing."""
    columns = ("kind", "name", "name_en", "superior", "mail", "phone", "active")
    _keep(session, KnownUnit, {"code": event.code}, event, columns)


@handles(StaffChanged)
def keep_staff(session: Session, event: Any) -> None:
    """Keep the newest state of a member of staff."""
    columns = ("name", "unit", "role", "active", "signed_out_before")
    _keep(session, KnownStaff, {"username": event.username}, event, columns)


def _keep(session: Session, table: Any, key: dict[str, str], event: Any, columns: tuple[str, ...]) -> None:
    known = session.get(table, key, with_for_update=True)
    if known is None:
        known = table(**key, sequence=-1)
        session.add(known)
    if event.meta.sequence > known.sequence:
        known.sequence = event.meta.sequence
        for column in columns:
            setattr(known, column, getattr(event, column))
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
    return next((unit for unit in above if accused not in unit_and_above(session, unit)), code)


class UnrelatedAccused(Exception):
    """A report names people or units of which none stands above all the others."""


def unit_accused(session: Session, unit: str | None, *told: str | None) -> str | None:
    """The unit from which a report is kept so that nobody it names learns of it (信访工作条例 30 ¶3).

    `unit` is the one that was named; `told` are the words about the accused person. Whoever of the staff is named in
    them is kept out together with the whole unit: their colleagues are not to learn of it either. Of several units it
    is the one above all the others. Raises `UnrelatedAccused` where there is none.
    """
    words = _without_spaces(" ".join(filter(None, told)))
    staff = session.scalars(select(KnownStaff).where(KnownStaff.active)) if words else ()
    by_name: dict[str, set[str]] = {}
    for person in staff:
        if (name := _without_spaces(person.name)) and name in words:
            by_name.setdefault(name, set()).add(person.unit)
    units = {unit} if unit else set()
    for namesakes in by_name.values():
        units |= {found for found in namesakes if unit in unit_and_above(session, found)} or namesakes
    above_all = (one for one in units if all(one in unit_and_above(session, other) for other in units))
    highest = next(above_all, None)
    if units and highest is None:
        raise UnrelatedAccused
    return highest


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def accused_index(unit: str | None) -> str | None:
    """What is kept beside a report so that the accused unit can be kept out of it without being named there."""
    return blind_index("accused_unit", unit) if unit else None


def not_accused(column: Any, staff: Any) -> Any:
    """Rows of a report that accuses neither the staff's unit nor one above it (信访工作条例 30 ¶3): the bar that
    stands before every other question of who may see a matter."""
    return or_(column.is_(None), column.not_in(_barred(staff)))


def accused(column: Any, staff: Any) -> Any:
    """The rows `not_accused` leaves out, which are few: an index on the column finds them."""
    return column.in_(_barred(staff))


def is_accused(index: str | None, staff: Any) -> bool:
    """Whether a report with this `accused_index` accuses the staff's unit or one above it."""
    return index is not None and index in _barred(staff)


def _barred(staff: Any) -> list[str | None]:
    return [accused_index(unit) for unit in staff.units or (staff.unit,)]


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
