"""Whoever was guided to legal aid and does not want it says so: the draft is withdrawn, stays readable, and all who
must are told."""

import pytest

from tests.integration.doors.clocks import clocks
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim

DOOR = "/legalaid/api/v1/applications"
SAID = {"told_by": "applicant", "channel": "PHONE", "words": "已经自己请了律师，自愿不申请。"}


@pytest.fixture
def aid(town):
    return town.visitor("aid")


@pytest.fixture
def draft(town, aid):
    matter_no = town.register(claims=[a_claim(category="work_injury", text="赔偿医药费")])["matter_no"]
    [draft] = aid.get(f"{DOOR}?matter_no={matter_no}").json["applications"]
    return draft


def at(draft):
    return f"{DOOR}/{draft['application_id']}"


def withdraw(town, aid, draft, **changes):
    answer = aid.post(f"{at(draft)}/withdrawals", json=SAID | changes)
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def test_a_draft_that_is_not_wanted_is_withdrawn_and_stays_readable(town, aid, draft):
    told = withdraw(town, aid, draft)
    assert (told["state"], told["withdrawal"]["words"], told["withdrawal"]["by"]) == (
        "WITHDRAWN",
        SAID["words"],
        "aid",
    )
    kept = aid.get(at(draft)).json
    assert (kept["state"], kept["withdrawal"]) == ("WITHDRAWN", told["withdrawal"])
    assert kept["claims"] == [{"category": "work_injury", "text": "赔偿医药费"}]
    page = aid.open(f"/legalaid/applications/{draft['application_id']}")
    assert SAID["words"] in page.text
    assert "申请人本人" in page.text
    assert "不再计算" in page.text, "its time limit was not kept, nobody decided"
    assert "已办结" not in page.text
    assert "登记撤回" not in page.text


def test_its_clock_stops(town, aid, draft):
    assert clocks(draft["matter_no"], "legalaid")["aid_decided"].state == "running"
    withdraw(town, aid, draft)
    assert clocks(draft["matter_no"], "legalaid")["aid_decided"].state == "stopped"


def test_the_applicant_and_the_unit_that_guided_them_are_told_and_the_timeline_says_who(town, aid, draft):
    withdraw(town, aid, draft, told_by="statutory", channel="VISIT")
    desk, matter_no = town.visitor("operator"), draft["matter_no"]
    rows = desk.get(f"/notify/api/v1/notices?matter_no={matter_no}").json["notices"]
    told = {(row["template"], row["unit"]): row["notice_id"] for row in rows}
    assert {("aid_withdrawn", None), ("aid_withdrawn_copy", "hotline")} <= set(told)
    letter = desk.open(f"/notify/notices/{told['aid_withdrawn', None]}").text
    assert "不影响您以后再次申请法律援助" in letter
    assert "钱某" not in desk.open(f"/notify/notices/{told['aid_withdrawn_copy', 'hotline']}").text
    assert "法定代理人撤回法律援助申请，来访" in desk.open(f"/intake/matters/{matter_no}").text


def test_a_second_withdrawal_is_refused(town, aid, draft):
    withdraw(town, aid, draft)
    problem = aid.refused(409, f"{at(draft)}/withdrawals", json=SAID)
    assert problem["title"] == "这份申请已经撤回，不必重复登记"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"words": " "}, "words"), ({"told_by": "neighbour"}, "told_by"), ({"channel": "PIGEON"}, "channel")],
)
def test_a_wrong_one_is_named(aid, draft, wrong, field):
    assert list(fields_of(aid.refused(422, f"{at(draft)}/withdrawals", json=SAID | wrong))) == [field]


def test_nobody_else_may(town, draft):
    for username in ("operator", "petition", "caoqiao", "leader"):
        town.visitor(username).refused(403, f"{at(draft)}/withdrawals", json=SAID)
    town.visitor("aid").refused(404, f"{DOOR}/00000000-0000-4000-8000-000000000009/withdrawals", json=SAID)


def test_on_the_page(town, draft):
    desk, path = town.visitor().signed_in("aid"), f"/legalaid/applications/{draft['application_id']}"
    page = desk.open(path)
    again = desk.refused(422, f"{path}/withdrawals", data=page.form({"told_by": "applicant", "words": ""}))
    assert again.said("words-error") == "请填写"
    assert "钱某" not in again.text
    assert desk.post(f"{path}/withdrawals", data=page.form(SAID)).status_code == 303
    assert "已登记撤回，申请人会收到告知" in desk.open(path).text
    row = desk.open("/legalaid/inbox").text
    assert "已撤回" in row[row.index(draft["matter_no"]) :][:40]
    found = town.visitor("aid").get(f"{DOOR}?matter_no={draft['matter_no']}&state=WITHDRAWN").json["applications"]
    assert [one["application_id"] for one in found] == [draft["application_id"]]
