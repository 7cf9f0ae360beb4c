"""The demo city's rules and units, as the policies take them."""

from services.routing.policy.question import City, CityUnit
from services.routing.policy.rules_file import Known, read_rules
from shared.contracts.words import CATEGORIES
from shared.demo.messages import city_folder
from tests.support.city import units

CITY = City(
    {u["code"]: CityUnit(u["code"], u["kind"], u.get("superior"), u.get("active", True)) for u in units().values()}
)
KNOWN = Known(
    frozenset(CITY.units),
    frozenset(CATEGORIES),
    frozenset(code for code, unit in CITY.units.items() if unit.kind == "discipline_inspection"),
)
TEXT = (city_folder() / "rules.yaml").read_text(encoding="utf-8")
PINGHU, PROBLEMS = read_rules(TEXT, KNOWN)
