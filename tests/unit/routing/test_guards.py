"""What no rule and no person may choose, and what a named approver may let pass."""

from dataclasses import replace
from datetime import date

import pytest

from services.routing.policy.decide import decision
from services.routing.policy.guards import GUARDS, GUARDS_OF_THE_CLAIM, bar_of_the_claim, bars, may_send
from services.routing.policy.question import City, ClaimTold, MatterTold, Question
from services.routing.policy.territory import Territory
from tests.unit.routing.rules import CITY, PINGHU

TOLD = MatterTold(
    kind="CLAIM_APPEAL",
    sender="hotline",
    received_on=date(2026, 9, 20),
    territory=Territory("caoqiao", "曹桥街道"),
)
LAND = Question(TOLD, ClaimTold("land"))
REPORT = replace(TOLD, kind="REPORT", accused="caoqiao")


def barred(matter=TOLD, claim=LAND.claim, unit="caoqiao", city=CITY, book=PINGHU):
    return [bar.guard for bar in bars(Question(matter, claim), unit, city, book)]


def closed(*codes):
    return City({**CITY.units, **{code: replace(CITY.units[code], active=False) for code in codes}})


def test_the_guards_are_asked_in_this_order():
    assert [guard.__name__ for guard in GUARDS] == [
        "the_accused_never_gets_it",
        "a_report_goes_to_discipline_inspection",
        "the_unit_exists_and_is_open",
        "where_everyone_withdrew_nobody_handles_it",
        "a_unit_that_returned_it_is_not_asked_again",
        "the_unit_has_room",
    ]
    assert [guard.__name__ for guard in GUARDS_OF_THE_CLAIM] == [
        "after_rereview_it_is_not_accepted_again",
        "the_same_matter_is_in_hand",
    ]


@pytest.mark.parametrize(
    ("accused", "unit", "expected"),
    [
        ("caoqiao", "caoqiao", True),
        ("bureau", "caoqiao", True),
        ("caoqiao", "bureau", False),
        ("caoqiao", "zhapu", False),
    ],
)
def test_the_accused_and_those_below_never_get_a_report_the_unit_above_is_not_barred(accused, unit, expected):
    matter = replace(REPORT, accused=accused)
    assert ("the_accused_never_gets_it" in barred(matter, unit=unit)) is expected


@pytest.mark.parametrize("unit", sorted(CITY.units))
def test_a_report_goes_to_discipline_inspection_only(unit):
    allowed = unit in ("discipline_inspection", "upper_discipline_inspection")
    assert (barred(replace(TOLD, kind="REPORT"), unit=unit) == []) is allowed


def test_a_report_against_discipline_inspection_goes_to_the_one_above():
    matter = replace(REPORT, accused="discipline_inspection", sender="petition_office")
    choice = decision(Question(matter, ClaimTold("conduct")), CITY, PINGHU)
    assert choice.unit == "upper_discipline_inspection"
    assert "第三十条第三款" in choice.alternatives[0].why


def test_an_ordinary_claim_about_a_unit_is_not_barred_from_it():
    assert decision(LAND, CITY, PINGHU).unit == "caoqiao"


def test_a_unit_that_returned_it_is_not_asked_again_and_a_person_decides():
    question = Question(TOLD, ClaimTold("land", returned_by=frozenset({"caoqiao"})))
    held = decision(question, CITY, PINGHU)
    assert "第二十三条第三款" in held.alternatives[0].why


def test_where_everyone_withdrew_nobody_handles_it_and_a_person_decides():
    question = Question(TOLD, ClaimTold("land", withdrew=frozenset({"caoqiao"})))
    held = decision(question, CITY, PINGHU)
    assert "第二十八条第三款" in held.alternatives[0].why
    [bar] = bars(question, "caoqiao", CITY, PINGHU)
    assert not bar.overridable
    assert not bars(question, "zhapu", CITY, PINGHU)


def test_a_closed_unit_gets_nothing_its_successor_does():
    assert barred(city=closed("caoqiao")) == ["the_unit_exists_and_is_open"]
    book = replace(PINGHU, successors={"caoqiao": "zhapu"})
    choice = decision(LAND, closed("caoqiao"), book)
    assert (choice.unit, choice.article) == ("zhapu", "《信访工作条例》第二十三条第一款、第二十四条第二款")
    assert decision(LAND, closed("caoqiao", "zhapu"), book).alternatives[0].unit == "zhapu"


@pytest.mark.parametrize(("open_now", "expected"), [(1, []), (2, ["the_unit_has_room"]), (3, ["the_unit_has_room"])])
def test_a_unit_with_its_hands_full_gets_no_more(open_now, expected):
    city = City(CITY.units, {"caoqiao": open_now})
    assert barred(city=city, book=replace(PINGHU, capacity={"caoqiao": 2})) == expected


IN_HAND = ClaimTold("land", same_as="LD-20260101-0001")


def test_only_what_is_left_to_judgement_may_be_overridden():
    full = bars(LAND, "caoqiao", City(CITY.units, {"caoqiao": 9}), replace(PINGHU, capacity={"caoqiao": 1}))
    judged = (
        bar_of_the_claim(Question(TOLD, IN_HAND)),
        bar_of_the_claim(Question(TOLD, ClaimTold("land", facts={"rereviewed": True}))),
    )
    firm = (
        *bars(Question(REPORT, ClaimTold("land", returned_by=frozenset({"caoqiao"}))), "caoqiao", CITY, PINGHU),
        *bars(LAND, "nowhere", CITY, PINGHU),
    )
    assert [bar.overridable for bar in (*full, *judged)] == [True, True, True]
    assert not any(bar.overridable for bar in firm)


@pytest.mark.parametrize(
    ("facts", "article"),
    [
        ({"rereviewed": True}, "《信访工作条例》第三十六条第三款"),
        ({"rereviewed": True, "new_reasons": True}, None),
        ({"rereviewed": "1"}, "《信访工作条例》第三十六条第三款"),
        ({"rereviewed": False}, None),
        ({"rereviewed": "no"}, None),
        ({"rereviewed": "0"}, None),
        ({}, None),
    ],
)
def test_after_rereview_only_new_reasons_open_it_again(facts, article):
    bar = bar_of_the_claim(Question(TOLD, ClaimTold("land", facts=facts)))
    assert (bar and bar.article) == article


def test_what_is_in_hand_already_is_linked_not_opened_again():
    held = decision(Question(TOLD, IN_HAND), CITY, PINGHU)
    assert (held.article, "LD-20260101-0001" in held.reason) == ("《信访工作条例》第十九条第三款", True)


@pytest.mark.parametrize(
    ("sender", "unit", "expected"),
    [
        ("petition_office", "court", True),
        ("petition_office", "caoqiao", True),
        ("hotline", "caoqiao", True),
        ("hotline", "legal_aid_centre", True),
        ("hotline", "court", False),
        ("bureau", "petition_office", False),
        ("caoqiao", "zhapu", True),
    ],
)
def test_across_systems_only_the_petition_office_sends(sender, unit, expected):
    assert may_send(sender, unit, CITY) is expected


def test_30_3_a_unit_that_was_below_the_accused_one_does_not_get_it_either():
    was_below = replace(CITY.units["zhapu"], formerly=("caoqiao",))
    moved = City({**CITY.units, "zhapu": was_below})
    assert "the_accused_never_gets_it" in barred(REPORT, unit="zhapu", city=moved)
    assert "the_accused_never_gets_it" not in barred(REPORT, unit="zhapu")
