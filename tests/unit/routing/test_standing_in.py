"""Who stands in for a unit that is closed: who sends, who decides."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from services.routing.deciders import open_decider, who_sends
from services.routing.policy.question import City
from tests.unit.routing.rules import CITY

MATTER = SimpleNamespace(accused_unit=None)


def closed(unit, follower=None):
    return City({**CITY.units, unit: replace(CITY.units[unit], active=False, successor=follower)})


def against(unit):
    return SimpleNamespace(accused_unit=unit)


def test_an_open_sender_sends_itself_and_one_that_is_not_known_yet_is_not_closed():
    assert who_sends(CITY, MATTER, "hotline") == "hotline"
    assert who_sends(CITY, MATTER, "not_told_of_yet") == "not_told_of_yet"


@pytest.mark.parametrize(
    ("follower", "sends"), [("petition_office", "petition_office"), ("caoqiao", "bureau"), (None, "bureau")]
)
def test_for_a_closed_sender_its_follower_sends_if_that_sends_at_all_else_the_unit_above(follower, sends):
    assert who_sends(closed("hotline", follower), MATTER, "hotline") == sends


def test_whom_a_report_accuses_never_sends_it():
    city = closed("hotline", "petition_office")
    assert who_sends(city, against("petition_office"), "hotline") == "bureau"
    assert who_sends(closed("hotline"), against("bureau"), "hotline") == "petition_office"


def test_an_objection_is_decided_by_any_unit_that_followed():
    assert open_decider(closed("hotline", "caoqiao"), MATTER, "hotline") == "caoqiao"
    assert open_decider(closed("hotline", "caoqiao"), against("caoqiao"), "hotline") == "bureau"
