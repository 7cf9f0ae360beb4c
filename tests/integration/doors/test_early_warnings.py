"""Many matters from one place, or about one unit, within days: whoever can mend the cause is warned, once."""

import pytest

from services.routing.policy.surges import LIMITS
from shared.clocks.in_force import rulebook
from shared.db import utc_now
from shared.web.page import HERE

DOOR, PAGE = "/routing/api/v1/warnings", "/routing/warnings"
TOWNSHIPS = ("新仓镇", "新埭镇", "林埭镇", "广陈镇", "钟埭街道", "乍浦镇")
WORDS = {"words": "已请该镇到现场了解，统一答复。"}


@pytest.fixture
def most(town):
    """How many matters the city's rules call many."""
    [rule] = rulebook().candidates(LIMITS["place"], utc_now().astimezone(HERE).date())
    return rule.limit


@pytest.fixture
def place(town, request):
    """A township that no other test here speaks of."""
    tests = [name for name in sorted(globals()) if name.startswith("test_")]
    return TOWNSHIPS[tests.index(request.function.__name__)]


def several(town, count, place, **changes):
    return [town.register(place=place, **changes)["matter_no"] for _ in range(count)]


def standing(town, subject, by="leader"):
    told = town.visitor(by).get(DOOR).json["warnings"]
    return [one for one in told if one["acknowledged"] is None and one["subject"] == subject]


def test_it_warns_when_they_are_as_many_as_the_rules_say_and_counts_on(town, most, place):
    several(town, most - 1, place)
    assert standing(town, place) == []
    last = several(town, 1, place)
    [warning] = standing(town, place)
    assert (warning["of"], warning["subject"], warning["matters"]) == ("place", place, most)
    assert warning["newest"][0] == last[0]
    several(town, 2, place)
    assert [one["matters"] for one in standing(town, place)] == [most + 2], "one warning, which counts on"


def test_who_comes_again_about_the_same_and_what_is_a_report_do_not_count(town, most, place):
    several(town, most - 1, place)
    several(town, 2, place, kind="REPORT")
    assert standing(town, place) == []


def test_many_about_one_unit_warn_wherever_they_come_from(town, most):
    for _ in range(most):
        town.register(respondent="lindai", place=None)
    assert [one["of"] for one in standing(town, "lindai")] == ["respondent"]


def test_a_person_takes_notice_once_and_it_warns_again_only_when_as_many_came_since(town, most, place):
    several(town, most, place)
    [warning] = standing(town, place, "petition")
    door = f"{DOOR}/{warning['warning_id']}/acknowledgements"
    town.visitor("leader").refused(422, door, json={"words": ""})
    told = town.visitor("leader").post(door, json=WORDS)
    assert (told.status_code, told.json["acknowledged"]["by"]) == (201, "leader")
    town.visitor("petition").refused(409, door, json=WORDS)
    several(town, most - 1, place)
    assert standing(town, place) == []
    several(town, 1, place)
    assert len(standing(town, place)) == 1


def test_no_desk_of_a_township_nor_the_hotline_reads_them(town):
    for username in ("caoqiao", "operator", "aid", "ops"):
        town.visitor(username).refused(403, DOOR, "GET")


def test_from_the_leaders_page_one_finds_it_and_says_what_is_done(town, most, place):
    several(town, most, place)
    leader = town.visitor().signed_in("leader")
    assert PAGE in leader.open("/routing/sent").source
    assert PAGE in leader.open("/intake/matters").source
    page = leader.open(PAGE)
    assert place in page.text
    [warning] = standing(town, place)
    door = f"{PAGE}/{warning['warning_id']}/acknowledgements"
    assert leader.post(door, data=page.form({"words": ""})).status_code == 422
    assert leader.post(door, data=page.form(WORDS)).status_code == 303
    assert WORDS["words"] in leader.open(PAGE).text
    assert standing(town, place) == []
