"""What became of what was forwarded: who holds it, which clock runs in words, what came back."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import text

from services.intake import forwarded as queries
from shared.db import database, utc_now
from shared.web.page import HERE
from tests.integration.doors.test_after_the_reply import handed
from tests.integration.doors.test_completion_report import REPORT, replied
from tests.integration.doors.test_finding import found
from tests.integration.doors.test_objections import at
from tests.integration.doors.test_referrals import reply
from tests.support.city import name_of
from tests.support.matters import a_claim
from tests.support.sheets import rows_of

API = "/intake/api/v1/forwarded"
PAGE = "/intake/forwarded"


@pytest.fixture
def clerk(town):
    return town.visitor("petition")


@pytest.fixture
def desk(town):
    return town.visitor().signed_in("petition")


def forward(town, number, **changes):
    told = {"channel": "FORWARDED", "external_no": f"平信转〔2026〕{number}号", "place": "广陈镇", **changes}
    return town.register(by="petition", **told)["matter_no"]


def listed(clerk, query=""):
    answer = clerk.get(f"{API}{query}")
    assert answer.status_code == 200, answer.text
    return {one["matter_no"]: one for one in answer.json["matters"]}


def sign_and_answer(town, matter_no):
    township = town.visitor("guangchen")
    [referral] = township.get(f"/routing/api/v1/referrals?matter_no={matter_no}").json["referrals"]
    door = f"/routing/api/v1/referrals/{referral['referral_id']}"
    assert township.post(f"{door}/signatures", json={}).status_code == 201
    reply(town, referral, "guangchen")
    town.deliver()


def test_it_says_who_holds_it_which_clock_runs_and_what_came_back(town, clerk, desk):
    open_one = forward(town, "甲1", reply_by="2030-03-01")
    answered = forward(town, "甲2")
    steered = forward(town, "甲3", claims=[a_claim(category="wages", text="工资")])
    sign_and_answer(town, answered)
    told = listed(clerk)
    assert told[open_one]["held_by"] == ["guangchen"]
    assert "还剩" in told[open_one]["clock"]["words"]
    assert (told[open_one]["reply_by"], told[open_one]["late"]) == ("2030-03-01", False)
    assert told[open_one]["came_back"] is None
    assert told[answered]["held_by"] == []
    assert told[steered]["held_by"] == ["legal_aid_centre"]
    assert told[answered]["clock"] is None
    assert name_of("guangchen") in told[answered]["came_back"]["text"]
    assert told[answered]["outcomes"] == ["EXPLAIN"]
    page = desk.open(PAGE)
    for said in ("平信转〔2026〕甲1号", name_of("guangchen"), "还剩", "2030年3月1日", "解释说明", "/routing/sent"):
        assert said in page.source


def test_the_completion_report_comes_back_too(town, clerk):
    office = town.visitor("caoqiao")
    assigned = replied(town, office, reply_by="2099-01-01")
    assert office.post(at(assigned, "services"), json=handed()).status_code == 201
    assert office.post(at(assigned, "completion-reports"), json=REPORT).status_code == 201
    town.deliver()
    back = listed(clerk)[assigned["matter_no"]]["came_back"]
    assert back["type"] == "completion.reported"
    assert "报送办结报告" in back["text"]


def test_each_standing_lists_its_own_and_is_counted(town, clerk, desk):
    open_one, late, answered = (forward(town, f"乙{n}") for n in range(3))
    sign_and_answer(town, answered)
    with database("intake").transaction() as session:
        session.execute(text("UPDATE matter SET reply_by = '2026-01-01' WHERE matter_no = :no"), {"no": late})
    assert {open_one, late} <= set(listed(clerk, "?standing=open"))
    assert answered not in listed(clerk, "?standing=open")
    assert late in listed(clerk, "?standing=late")
    assert open_one not in listed(clerk, "?standing=late")
    assert answered in listed(clerk, "?standing=answered")
    assert late not in listed(clerk, "?standing=answered")
    counted = dict(re.findall(r">(已逾期|在办|已答复) <b>(\d+)</b>", desk.open(PAGE).source))
    assert counted["在办"] == str(len(listed(clerk, "?standing=open")))
    assert counted["已逾期"] == str(len(listed(clerk, "?standing=late")))
    assert int(counted["已答复"]) >= 1


def test_a_clock_that_ran_out_is_late(town, clerk):
    one = forward(town, "丙1")
    with database("intake").transaction() as session:
        session.execute(
            text("UPDATE matter_clock SET due_on = '2026-01-01' WHERE matter_no = :no AND kind = 'duty'"), {"no": one}
        )
    told = listed(clerk, "?standing=late")[one]
    assert told["late"]
    assert "逾期" in told["clock"]["words"]


def test_filters_of_channel_unit_and_days(town, clerk):
    one = forward(town, "丁1")
    letter = forward(town, "丁2", channel="LETTER")
    today = utc_now().astimezone(HERE).date()
    tomorrow = today + timedelta(days=1)
    assert letter in listed(clerk, "?channel=LETTER")
    assert one not in listed(clerk, "?channel=LETTER")
    assert one in listed(clerk, "?unit=guangchen")
    assert one not in listed(clerk, "?unit=caoqiao")
    assert set(listed(clerk, f"?external_no={quote('平信转〔2026〕丁1号')}")) == {one}
    assert not listed(clerk, f"?external_no={quote('平信转〔2026〕丁')}")
    assert one in listed(clerk, f"?since={today}")
    assert one not in listed(clerk, f"?since={tomorrow}")
    assert clerk.get(f"{API}?standing=lost").status_code == 422


def test_several_holders_of_one_matter_are_all_named(town, clerk):
    claims = [a_claim(), a_claim(category="wages", text="工资")]
    one = forward(town, "戊1", claims=claims)
    assert len(listed(clerk)[one]["held_by"]) == 2


def test_a_unit_finds_a_matter_by_any_claim_it_has_and_no_more_once_that_is_answered(town, clerk):
    both = forward(town, "戊2", claims=[a_claim(), a_claim(category="wages", text="工资")])
    assert town.visitor("operator").get(f"/intake/api/v1/matters/{both}").json["whose_turn"] == "guangchen"
    for unit in listed(clerk)[both]["held_by"]:
        assert both in listed(clerk, f"?unit={unit}")
        assert both in found(town, unit=unit)
        assert both in found(town, unit=unit, q="通道上砌了一道墙")
    assert both not in listed(clerk, "?unit=caoqiao")
    sign_and_answer(town, both)
    assert listed(clerk)[both]["held_by"] == ["legal_aid_centre"]
    assert both in listed(clerk, "?unit=legal_aid_centre")
    assert both not in listed(clerk, "?unit=guangchen")


def test_what_a_unit_has_whole_and_in_part_is_one_list_newest_first(town, clerk, monkeypatch):
    wages = a_claim(category="wages", text="工资")
    told = [forward(town, f"戊3-{n}", claims=[a_claim(), wages] if n % 2 else [wages]) for n in range(5)]
    monkeypatch.setattr(queries, "PAGE", 2)
    seen, cursor = [], ""
    while cursor is not None:
        query = {"unit": "legal_aid_centre", **({"cursor": cursor} if cursor else {})}
        answer = clerk.get(API, query_string=query).json
        seen += [one["matter_no"] for one in answer["matters"]]
        cursor = answer["next_cursor"]
    assert len(seen) == len(set(seen))
    assert [one for one in seen if one in told] == told[::-1]


def test_pages_go_on_by_cursor_and_the_sheet_has_all_of_them(town, clerk, desk, monkeypatch):
    numbers = [forward(town, f"己{n}") for n in range(5)]
    monkeypatch.setattr(queries, "PAGE", 2)
    seen, cursor = [], ""
    while cursor is not None:
        answer = clerk.get(f"{API}?cursor={quote(cursor)}" if cursor else API).json
        assert len(answer["matters"]) <= 2
        seen += [one["matter_no"] for one in answer["matters"]]
        cursor = answer["next_cursor"]
    assert len(seen) == len(set(seen))
    assert [one for one in seen if one in numbers] == numbers[::-1]
    sheet = rows_of(desk.get(f"{PAGE}.xlsx").data)
    assert [row["编号"] for row in sheet] == seen
    named = rows_of(desk.get(f"{PAGE}.xlsx?external_no={quote('平信转〔2026〕己3号')}").data)
    assert [row["编号"] for row in named] == [numbers[3]]
    assert "来文编号：平信转〔2026〕己3号" in desk.open(f"{PAGE}?external_no={quote('平信转〔2026〕己3号')}").text
    assert all("某" in row["信访人"] or "*" in row["信访人"] for row in sheet)


def test_it_is_the_desk_s_own_and_the_petition_office_s_alone(town, clerk):
    of_the_hotline = town.register(place="广陈镇")["matter_no"]
    assert of_the_hotline not in listed(clerk)
    for who in ("operator", "guangchen", "leader", "aid", "ops"):
        assert town.visitor(who).get(API).status_code == 403
        assert town.visitor().signed_in(who).get(PAGE).status_code == 403
        assert town.visitor().signed_in(who).get(f"{PAGE}.xlsx").status_code == 403


def test_a_report_against_the_own_office_is_not_in_the_list(town, clerk):
    told = forward(town, "庚1", kind="REPORT", accused_party={"unit": "petition_office"})
    assert told not in listed(clerk)
    assert town.visitor().signed_in("petition").get(f"{PAGE}.xlsx").data.find(told.encode()) < 0
