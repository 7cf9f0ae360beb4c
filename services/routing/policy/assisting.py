"""Which units may be asked to assist the one that holds an order (协办)."""

from services.routing.policy.guards import (
    a_report_goes_to_discipline_inspection,
    the_accused_never_gets_it,
    the_unit_exists_and_is_open,
    where_everyone_withdrew_nobody_handles_it,
)
from services.routing.policy.handing_on import WORKS_HERE

GUARDS = (
    the_accused_never_gets_it,
    a_report_goes_to_discipline_inspection,
    the_unit_exists_and_is_open,
    where_everyone_withdrew_nobody_handles_it,
)


def may_assist(unit, holder, city):
    """Another open unit that works on orders here."""
    known = city.units.get(unit)
    return known is not None and unit != holder and known.kind == WORKS_HERE and city.is_open(unit)


def bars_to_assisting(question, unit, city, rulebook):
    """Whoever assists reads the matter: the bars of secrecy hold as for whoever holds it."""
    return tuple(bar for guard in GUARDS if (bar := guard(question, unit, city, rulebook)))
