"""When the city's own numbers supervise a unit, and whose supervision it is."""

from datetime import date

import pytest

from services.routing.policy.automatic import WORDS, gone_on, supervising_office
from services.routing.policy.question import City, CityUnit
from shared.contracts.words import URGING_CAUSES

CITY = City(
    {
        "bureau": CityUnit("bureau", "bureau"),
        "hotline": CityUnit("hotline", "hotline", "bureau"),
        "caoqiao": CityUnit("caoqiao", superior="bureau"),
        "petition_office": CityUnit("petition_office", "petition_office"),
    }
)


@pytest.mark.parametrize(
    ("due_on", "percent", "expected"),
    [
        (date(2026, 10, 5), 50, date(2026, 9, 28)),
        (date(2026, 9, 30), 50, date(2026, 9, 25)),
        (date(2026, 9, 20), 50, date(2026, 9, 20)),
        (date(2026, 11, 19), 75, date(2026, 11, 4)),
    ],
)
def test_half_a_period_is_gone_on_the_day_that_completes_it(due_on, percent, expected):
    assert gone_on(date(2026, 9, 20), due_on, percent) == expected


@pytest.mark.parametrize(
    ("sender", "office"), [("petition_office", "petition_office"), ("bureau", "bureau"), ("hotline", "bureau")]
)
def test_who_has_no_power_to_supervise_leaves_it_to_the_unit_above(sender, office):
    assert supervising_office(sender, "caoqiao", "bureau", CITY) == office


def test_every_cause_that_issues_by_itself_is_one_of_the_law_and_has_its_words():
    assert set(WORDS) <= set(URGING_CAUSES)
