"""The unit in charge asks another one to assist: that one has its own clock and its own tab, and answers."""

import eventlet
import pytest
from sqlalchemy import select

from services.routing import clock
from services.routing.models import Clock
from shared.db import database
from tests.integration.doors.test_handing_on import broken, now_of, posted, signed
from tests.integration.doors.test_objections import AGREED, ELSEWHERE, at, forwarded, matter
from tests.integration.doors.test_referrals import reply
from tests.integration.doors.visitor import fields_of

__all__ = ["forwarded", "signed"]

WANTED = {"unit": "zhapu", "words": "请协助核实乍浦镇一侧的用地情况。"}
FOUND = {"words": "已经核实，乍浦镇一侧没有用地审批。"}


def asked(town, referral, **changes):
    told = posted(town, "caoqiao", at(referral, "assistants"), {**WANTED, **changes})
    return next(one for one in told["assistants"] if one["ended_as"] is None)


def of(assistance, act):
    return f"/routing/api/v1/assistances/{assistance['assistance_id']}/{act}"


def its_clock(assistance):
    with database("routing").reading() as session:
        found = session.scalars(select(Clock).where(Clock.rule == "assist"))
        return next(one for one in found if str(one.subject_id) == assistance["assistance_id"])


def on_the_tab(town, username, referral):
    page = town.visitor().signed_in(username).open("/routing/referrals?tab=assisting")
    return referral["matter_no"] in page.text


def test_the_assistant_has_its_own_clock_and_tab_and_the_holder_keeps_its_own(town, signed):
    before = now_of(town, signed)
    assistance = asked(town, signed)
    now = now_of(town, signed)
    assert (now["unit"], now["whose_turn"], now["due_on"]) == (before["unit"], before["whose_turn"], before["due_on"])
    clock = its_clock(assistance)
    assert (clock.unit, clock.state, clock.due_on.isoformat()) == ("zhapu", "running", assistance["due_on"])
    assert on_the_tab(town, "zhapu", signed)
    assert not on_the_tab(town, "caoqiao", signed)
    assert not on_the_tab(town, "xindai", signed)
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={signed['matter_no']}").json["notices"]
    assert ("assist_order", "zhapu") in {(row["template"], row["unit"]) for row in rows}
    assert broken() == set()


def test_it_answers_from_its_page_and_the_holder_sees_what_it_says(town, signed):
    assistance = asked(town, signed)
    zhapu, here = town.visitor().signed_in("zhapu"), f"/routing/referrals/{signed['referral_id']}"
    page = zhapu.open(here)
    assert WANTED["words"] in page.text
    assert f"{here}/opinions" not in page.source, "whoever assists does not answer the petitioner"
    door = f"/routing/assistances/{assistance['assistance_id']}/answers"
    assert zhapu.post(door, data=page.form({"words": ""})).status_code == 422
    assert zhapu.post(door, data=page.form(FOUND)).status_code == 303
    town.deliver()
    assert FOUND["words"] in town.visitor().signed_in("caoqiao").open(here).text
    assert not on_the_tab(town, "zhapu", signed)
    assert its_clock(assistance).state == "stopped"
    told = [entry for entry in matter(town, signed)["timeline"] if entry["type"] == "assistance.answered"]
    assert told[0]["facts"]["words"] == FOUND["words"]
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={signed['matter_no']}").json["notices"]
    assert ("assist_answer", "caoqiao") in {(row["template"], row["unit"]) for row in rows}
    assert broken() == set()


def test_it_answers_once_and_nobody_else_does(town, signed):
    assistance = asked(town, signed)
    for username, status in (("xindai", 404), ("caoqiao", 403), ("petition", 403)):
        town.visitor(username).refused(status, of(assistance, "answers"), json=FOUND)
    posted(town, "zhapu", of(assistance, "answers"), FOUND)
    assert town.visitor("zhapu").refused(409, of(assistance, "answers"), json=FOUND)["title"] == "这项协办已经结束"
    town.visitor("caoqiao").refused(409, of(assistance, "releases"), json={"words": "不再需要。"})


def test_released_it_sees_the_order_no_more(town, signed):
    assistance = asked(town, signed)
    posted(town, "caoqiao", of(assistance, "releases"), {"words": "不再需要。"})
    town.visitor("zhapu").refused(404, f"/routing/api/v1/referrals/{signed['referral_id']}", "GET")
    assert its_clock(assistance).state == "stopped"
    assert asked(town, signed)["assistance_id"] != assistance["assistance_id"], "it may be asked again"


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_of_two_clerks_at_once_one_asks_and_the_other_is_told(town, signed):
    clerks = [eventlet.spawn(town.visitor("caoqiao").post, at(signed, "assistants"), json=WANTED) for _ in range(2)]
    first, second = sorted((clerk.wait() for clerk in clerks), key=lambda answer: answer.status_code)
    assert (first.status_code, second.status_code) == (201, 409)
    assert "已经在协办" in second.json["title"]


@pytest.mark.parametrize("unit", ["caoqiao", "court", "legal_aid_centre", "hotline", "nowhere"])
def test_only_another_unit_that_works_on_orders_is_asked(town, signed, unit):
    problem = town.visitor("caoqiao").refused(422, at(signed, "assistants"), json={**WANTED, "unit": unit})
    assert list(fields_of(problem)) == ["unit"]


def test_it_is_signed_for_first(town, forwarded):
    assert "请先签收" in town.visitor("caoqiao").refused(409, at(forwarded, "assistants"), json=WANTED)["title"]


def test_who_assists_and_withdrew_does_nothing_more(town, signed):
    assistance = asked(town, signed, unit="xindai")
    posted(town, "xindai", f"/routing/api/v1/matters/{signed['matter_no']}/recusals", {"interest": "亲属"})
    town.visitor("xindai").refused(422, of(assistance, "answers"), json=FOUND)
    posted(town, "xindai2", of(assistance, "answers"), FOUND)


def test_once_the_order_is_answered_or_gone_nobody_assists(town, signed):
    asked(town, signed)
    told = reply(town, signed)
    assert [one["ended_as"] for one in now_of(town, told)["assistants"]] == ["over"]
    assert broken() == set()


def test_what_is_given_back_is_assisted_no_more(town, signed):
    asked(town, signed)
    posted(town, "caoqiao", at(signed, "objections"), {**ELSEWHERE, "competent_unit": "xindai"})
    posted(town, "petition", at(signed, "objection-decisions"), {**AGREED, "unit": "xindai"})
    assert [one["ended_as"] for one in now_of(town, signed)["assistants"]] == ["over"]
    assert broken() == set()


def test_a_closed_unit_assists_no_more_and_the_timeline_says_so(town, signed):
    asked(town, signed, unit="lindai")
    closing = {"words": "机构改革。", "successor": None}
    assert town.visitor("admin").post("/console/api/v1/units/lindai/closings", json=closing).status_code == 201
    town.deliver()
    assert "nothing_open_is_held_by_a_closed_unit" in broken()
    clock.hand_over_what_closed_units_hold()
    town.deliver()
    assert [one["ended_as"] for one in now_of(town, signed)["assistants"]] == ["closed"]
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{signed['matter_no']}").text
    assert "协办单位已撤销" in page
    assert broken() == set()
