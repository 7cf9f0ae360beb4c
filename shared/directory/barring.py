"""From whom a report is kept (信访工作条例 30 ¶3): the bar that stands before every other question."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from shared.directory.copies import ever_above, unit_and_above
from shared.directory.tables import KnownStaff
from shared.privacy import blind_index


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


def may_not_know(session: Session, accused: str | None, unit: str) -> bool:
    """Whether a report that accuses a unit is kept from this one: it is that unit, or is or was below it."""
    return accused is not None and accused in ever_above(session, unit)


def is_accused(index: str | None, staff: Any) -> bool:
    """Whether a report with this `accused_index` accuses the staff's unit or one above it."""
    return index is not None and index in _barred(staff)


def _barred(staff: Any) -> list[str | None]:
    return [accused_index(unit) for unit in staff.units or (staff.unit,)]
