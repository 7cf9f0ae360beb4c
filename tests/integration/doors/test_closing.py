"""The administrator closes a unit or records that somebody left; what that means for the directory."""

import pytest

from services.console.actions import put_unit
from services.console.city import load
from shared.db import database, utc_now
from shared.demo.messages import city_folder
from shared.directory import KnownStaff, KnownUnit
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of
from tests.support.city import staff

pytestmark = ON_ONE_DATABASE

REFORM = {"words": "机构改革，职权划转", "successor": "zhapu"}
MOVED = {"words": "调离"}


def closings(unit):
    return f"/console/api/v1/units/{unit}/closings"


def departures(username):
    return f"/console/api/v1/staff/{username}/departures"


def known(table, key, service="routing"):
    with database(service).reading() as session:
        return session.get(table, key)


def test_a_closed_unit_is_closed_everywhere_and_loading_the_city_again_opens_it_not(town):
    told = town.visitor("admin").post(closings("lindai"), json=REFORM)
    assert (told.status_code, told.json["active"], told.json["successor"]) == (201, False, "zhapu")
    town.deliver()
    assert not known(KnownUnit, "lindai").active
    with database("console").transaction() as session:
        load(session, city_folder(), utc_now())
    town.deliver()
    assert not known(KnownUnit, "lindai").active
    problem = town.visitor("admin").refused(409, closings("lindai"), json=REFORM)
    assert problem["title"] == "这个单位已经撤销"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"successor": "nobody"}, "successor"),
        ({"successor": "xindai"}, "successor"),
        ({"successor": "court"}, "successor"),
        ({"words": " "}, "words"),
    ],
)
def test_a_wrong_closing_is_named(town, change, field):
    problem = town.visitor("admin").refused(422, closings("xindai"), json={**REFORM, **change})
    assert list(fields_of(problem)) == [field]


@pytest.mark.parametrize("unit", ["petition_office", "bureau", "legal_aid_centre"])
def test_what_the_house_stands_on_is_not_closed(town, unit):
    town.visitor("admin").refused(409, closings(unit), json=REFORM)


def test_what_was_below_a_closed_unit_is_below_its_successor(town):
    told = {
        "code": "village_desk",
        "kind": "justice_office",
        "name": "村点",
        "name_en": "Village",
        "superior": "xincang",
    }
    with database("console").transaction() as session:
        put_unit(session, **told)
    assert town.visitor("admin").post(closings("xincang"), json=REFORM).status_code == 201
    town.deliver()
    assert known(KnownUnit, "village_desk").superior == "zhapu"


def test_who_left_cannot_sign_in_any_more_and_leaves_once(town):
    clerk = town.visitor("danghu")
    assert clerk.get("/routing/api/v1/referrals").status_code == 200
    told = town.visitor("admin").post(departures("danghu"), json=MOVED)
    assert (told.status_code, told.json["active"]) == (201, False)
    town.deliver()
    assert not known(KnownStaff, "danghu").active
    clerk.refused(401, "/routing/api/v1/referrals", method="GET")
    town.visitor("admin").refused(409, departures("danghu"), json=MOVED)
    town.visitor("admin").refused(409, departures("admin"), json=MOVED)
    town.visitor("admin").refused(404, departures("nobody"), json=MOVED)


@pytest.mark.parametrize("username", ["operator", "petition", "caoqiao2", "leader", "ops"])
def test_only_the_administrator_does(town, username):
    town.visitor(username).refused(403, closings("caoqiao"), json=REFORM)
    town.visitor(username).refused(403, departures("caoqiao"), json=MOVED)


def test_the_pages_do_the_same_and_say_who_did_it(town):
    admin = town.visitor().signed_in("admin")
    page = admin.open("/console/units/guangchen")
    assert admin.post("/console/units/guangchen/closings", data=page.form({"words": ""})).status_code == 422
    assert admin.post("/console/units/guangchen/closings", data=page.form(REFORM)).status_code == 303
    assert "机构改革，职权划转" in admin.open("/console/units/guangchen").text
    assert f"登记人{staff()['admin']['name']}" in admin.open("/console/units/guangchen").text
    page = admin.open("/console/staff/guangchen")
    assert admin.post("/console/staff/guangchen/departures", data=page.form(MOVED)).status_code == 303
    assert "调离" in admin.open("/console/staff/guangchen").text
    assert f"登记人{staff()['admin']['name']}" in admin.open("/console/staff/guangchen").text
