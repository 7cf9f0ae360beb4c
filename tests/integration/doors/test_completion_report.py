"""What was assigned is reported when all is done (办结报告); its sender accepts the report or sends it back."""

import pytest

from tests.integration.doors.reviewing import asked, decided
from tests.integration.doors.test_after_the_reply import handed, tab, today
from tests.integration.doors.test_handing_on import broken
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of

pytestmark = ON_ONE_DATABASE

FORWARDED = {"by": "petition", "channel": "FORWARDED", "external_no": "平信转〔2026〕1号"}
REPORT = {"words": "已答复并送达，双方没有异议。"}


def replied(town, office, outcome="EXPLAIN", **changes):
    referral = town.referral(**FORWARDED, **changes)
    office.post(at(referral, "signatures"), json={})
    accepted = {"path": "PETITION", "words": "由曹桥司法所办理。"}
    assert office.post(at(referral, "acceptances"), json=accepted).status_code == 201
    reply(town, referral, **answers(referral, outcome=outcome))
    return referral


@pytest.fixture
def served(town, office):
    referral = replied(town, office, reply_by="2099-01-01")
    assert referral["kind"] == "ASSIGN"
    assert office.post(at(referral, "services"), json=handed()).status_code == 201
    return referral


def told(town, referral):
    town.deliver()
    kinds = ("completion.", "matter.completed")
    return [e["type"] for e in matter(town, referral)["timeline"] if e["type"].startswith(kinds)]


def notices(town, referral):
    town.deliver()
    found = town.visitor("leader").get(f"/notify/api/v1/notices?matter_no={referral['matter_no']}").json["notices"]
    return {(one["template"], one["unit"]) for one in found if one["template"].startswith("completion")}


def test_what_was_assigned_is_done_when_its_sender_accepts_the_report(town, office, served):
    assert served["matter_no"] in tab(town, "finishing"), "served, but not reported"
    assert office.post(at(served, "completion-reports"), json=REPORT).status_code == 201
    assert served["matter_no"] in tab(town, "finishing"), "until the sender agrees"
    accepted = {"accepted": True, "words": "同意办结。"}
    assert town.visitor("petition").post(at(served, "completion-decisions"), json=accepted).status_code == 201
    assert served["matter_no"] not in tab(town, "finishing")
    assert told(town, served) == ["completion.reported", "matter.completed"]
    assert notices(town, served) == {("completion_report", "petition_office"), ("completion_accepted", "caoqiao")}


def test_a_report_that_is_refused_says_why_and_is_sent_again(town, office, served):
    office.post(at(served, "completion-reports"), json=REPORT)
    petition, no = town.visitor("petition"), {"accepted": False, "words": "请写明送达情况。"}
    assert list(fields_of(petition.refused(422, at(served, "completion-decisions"), json={"accepted": False}))) == [
        "words"
    ]
    assert petition.post(at(served, "completion-decisions"), json=no).status_code == 201
    assert ("completion_refused", "caoqiao") in notices(town, served)
    again = office.post(at(served, "completion-reports"), json=REPORT).json
    assert [report["accepted"] for report in again["completion_reports"]] == [False, None]


def test_it_is_not_reported_before_the_reply_was_served_and_performed(town, office):
    referral = replied(town, office, outcome="SUPPORT", reply_by="2099-01-01")
    assert "送达" in office.refused(409, at(referral, "completion-reports"), json=REPORT)["title"]
    office.post(at(referral, "services"), json=handed())
    office.refused(409, at(referral, "completion-reports"), json=REPORT)
    done = {"claim_id": referral["claims"][0]["claim_id"], "done_on": today(), "words": "已办。"}
    office.post(at(referral, "performances"), json=done)
    assert office.post(at(referral, "completion-reports"), json=REPORT).status_code == 201


def test_what_was_transferred_is_not_reported(town, office):
    referral = replied(town, office)
    office.post(at(referral, "services"), json=handed())
    assert "交办的才报送" in office.refused(409, at(referral, "completion-reports"), json=REPORT)["title"]


def test_only_its_unit_reports_once_and_only_its_sender_decides_once(town, office, served):
    town.visitor("zhapu").refused(404, at(served, "completion-reports"), json=REPORT)
    yes = {"accepted": True, "words": "同意。"}
    town.visitor("petition").refused(409, at(served, "completion-decisions"), json=yes)
    office.post(at(served, "completion-reports"), json=REPORT)
    office.refused(409, at(served, "completion-reports"), json=REPORT)
    office.refused(403, at(served, "completion-decisions"), json=yes)
    town.visitor("leader").refused(404, at(served, "completion-decisions"), json=yes)
    town.visitor("petition").post(at(served, "completion-decisions"), json=yes)
    town.visitor("petition").refused(409, at(served, "completion-decisions"), json=yes)


def test_the_sender_finds_it_on_its_page_and_decides_there(town, office, served):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{served['referral_id']}"
    assert caoqiao.post(f"{here}/completion-reports", data=caoqiao.open(here).form(REPORT)).status_code == 303
    petition = town.visitor().signed_in("petition")
    assert here in petition.open("/routing/sent").links
    page = petition.open(here)
    assert REPORT["words"] in page.text
    yes = page.form({"accepted": "true", "words": "同意。"})
    assert petition.post(f"{here}/completion-decisions", data=yes).status_code == 303
    assert here not in petition.open("/routing/sent").source.split("<table")[0]


def test_what_a_review_revoked_is_neither_reported_nor_decided_about(town, office, served):
    office.post(at(served, "completion-reports"), json=REPORT)
    decided(town, asked(town, served, by="petition"), "REVOKED")
    petition, yes = town.visitor("petition"), {"accepted": True, "words": "同意办结。"}
    assert "没有待审核" in petition.refused(409, at(served, "completion-decisions"), json=yes)["title"]
    assert "撤销" in office.refused(409, at(served, "completion-reports"), json=REPORT)["title"]
    assert told(town, served) == ["completion.reported"]
    page = town.visitor().signed_in("petition").open(f"/routing/referrals/{served['referral_id']}").text
    assert "原处理意见已经撤销，不再审核" in page
    of_the_unit = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{served['referral_id']}").text
    assert "/completion-reports" not in of_the_unit
    assert broken() == set()
