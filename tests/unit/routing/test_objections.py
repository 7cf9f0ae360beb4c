"""Who decides about an objection, and which are open at all."""

import pytest

from services.routing.policy.objections import Objected, is_passed_down_instead, who_decides
from tests.unit.routing.rules import CITY


def test_a_first_objection_is_decided_by_the_sender():
    decider = who_decides(Objected("caoqiao", "zhapu"), (), "petition_office", CITY)
    assert (decider.unit, decider.disputed) == ("petition_office", False)


@pytest.mark.parametrize("competent", ["caoqiao", "xindai", None])
def test_a_second_one_in_a_row_is_a_dispute_for_the_common_superior(competent):
    decider = who_decides(Objected("zhapu", competent), (Objected("caoqiao", "zhapu"),), "petition_office", CITY)
    assert (decider.unit, decider.disputed) == ("bureau", True)
    assert decider.article == "《信访工作条例》第二十四条第一款"


def test_units_without_a_common_superior_have_the_joint_conference():
    earlier = (Objected("caoqiao"),)
    assert who_decides(Objected("police"), earlier, "petition_office", CITY).unit == "petition_office"


@pytest.mark.parametrize(
    ("unit", "competent", "passed_down"),
    [
        ("bureau", "caoqiao", True),
        ("caoqiao", "caoqiao", True),
        ("caoqiao", "zhapu", False),
        ("caoqiao", None, False),
    ],
)
def test_what_is_for_a_unit_below_is_passed_down_not_objected_to(unit, competent, passed_down):
    assert is_passed_down_instead(Objected(unit, competent), CITY) is passed_down
