"""The call form asks which places a text names: by a script while it is typed, by a button without one."""

import time

import pytest

from tests.support.matters import new_phone

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def desk(town):
    return town.visitor().signed_in("operator")


def asked(desk, narrative, **headers):
    form = desk.open("/intake/matters/new").form({"narrative": narrative})
    return desk.post("/routing/places", data=form, headers=headers)


def test_a_script_is_told_where_they_stand_as_it_counts_itself(desk):
    [place] = asked(desk, "📞黄姑镇的路灯坏了", **FETCH).get_json()["places"]
    assert (place["start"], place["end"]) == (2, 5)
    assert place["place"] == "黄姑镇（今独山港镇）"
    assert "黄姑镇今为独山港镇" in place["says"]


def test_what_is_taken_over_leads_to_its_office(town, desk):
    [place] = asked(desk, "在黄姑镇打工", **FETCH).get_json()["places"]
    assert town.referral(place=place["place"])["unit"] == "dushangang"


def test_without_a_script_one_is_chosen_on_a_page_and_the_form_comes_back(desk):
    typed = {
        "petitioner.phone": new_phone(),
        "petitioner.name": "任<b>某",
        "narrative": "我在曹桥街道受伤",
        "place": "",
    }
    page = desk.open("/intake/matters/new")
    answer = desk.post("/routing/places", data=page.form(typed) | {"form_key": page.value("form_key")})
    assert answer.status_code == 200
    assert 'name="place" value="曹桥街道"' in answer.text
    assert "任<b>某" not in answer.text
    again = desk.post("/intake/matters", data=page.form(typed) | {"place": "曹桥街道", "show_fields": "1"})
    assert again.status_code == 200
    assert 'value="曹桥街道"' in again.text
    assert "没有找到本市的地点" in asked(desk, "没有地点").text


def test_it_answers_in_milliseconds(desk):
    form = desk.open("/intake/matters/new").form({"narrative": "我家在新埭镇，" * 500})
    desk.post("/routing/places", data=form, headers=FETCH)
    begun = time.perf_counter()
    for _ in range(20):
        desk.post("/routing/places", data=form, headers=FETCH)
    assert (time.perf_counter() - begun) / 20 < 0.2


@pytest.mark.parametrize(("who", "page"), [("caoqiao", "/routing/referrals"), ("ops", "/console/monitor")])
def test_only_who_registers_asks(town, who, page):
    other = town.visitor().signed_in(who)
    form = other.open(page).form({"narrative": "曹桥街道"})
    other.refused(403, "/routing/places", data=form)
