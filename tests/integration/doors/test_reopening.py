"""Whoever sent a matter has it done again (重办): a new order with time limits of its own; the reply stays."""

import pytest

from services.routing import clock
from tests.integration.doors.clocks import after, clocks, look
from tests.integration.doors.test_after_the_reply import handed, today
from tests.integration.doors.test_completion_report import REPORT
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.test_return_visits import desk, replied, said, served
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of

__all__ = ["desk", "served"]
pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]

AGAIN = {"cause": "UNSATISFIED", "words": "围墙只拆了一半，请办到底。"}
FORWARDED = {"by": "petition", "channel": "FORWARDED", "external_no": "平信转〔2026〕11号", "reply_by": "2099-01-01"}


def reopened(visitor, referral, **changes):
    answer = visitor.post(at(referral, "reopenings"), json={**AGAIN, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json


def orders(town, referral, by="operator"):
    town.deliver()
    found = town.visitor(by).get(f"/routing/api/v1/referrals?matter_no={referral['matter_no']}").json["referrals"]
    return sorted(found, key=lambda one: one["made_at"])


def test_it_goes_to_the_same_unit_again_with_new_time_limits_and_the_reply_stays(town, desk, served):
    told = reopened(desk, served)
    assert (told["state"], told["reopened"]["cause"], told["whose_turn"]) == ("REOPENED", "UNSATISFIED", None)
    before, now = orders(town, served)
    assert before["answers"], "the earlier reply remains"
    assert (now["unit"], now["state"], now["answers"]) == ("caoqiao", "AWAITING_SIGN", [])
    assert {one["name"] for one in now["clocks"]} >= {"receiver_tells", "sign_for", "objection_window"}
    seen = matter(town, served)
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_SIGN", "caoqiao")
    assert {claim["outcome"] for claim in seen["claims"]} == {None}, "nobody reads the old outcome as the answer"
    assert "referral.reopened" in [entry["type"] for entry in seen["timeline"]]


def test_the_petitioner_and_the_unit_are_told_why(town, desk, served):
    reopened(desk, served)
    town.deliver()
    found = town.visitor("leader").get(f"/notify/api/v1/notices?matter_no={served['matter_no']}").json["notices"]
    told = {(one["template"], one["recipient"], one["unit"]) for one in found}
    assert {("reopened", "petitioner", None), ("reopened_copy", "unit", "caoqiao")} <= told


def test_what_the_first_reply_still_asked_for_ends(town, desk, served):
    reopened(desk, served)
    periods = clocks(served["matter_no"])
    assert (periods["ask_review"].state, periods["return_visit"].state) == ("stopped", "stopped")
    owed = desk.get("/routing/api/v1/return-visits").json["return_visits"]
    assert served["matter_no"] not in {one["matter_no"] for one in owed}
    desk.refused(409, at(served, "return-visits"), json=said())
    look(after(clocks(served["matter_no"])["ask_review"].due_on, 5))
    clock.finalise_what_lapsed()
    assert orders(town, served)[0]["state"] == "REOPENED", "it never becomes final by the first reply"


def test_it_is_answered_again_and_may_be_done_again(town, desk, office, served):
    reopened(desk, served)
    second = orders(town, served)[-1]
    office.post(at(second, "signatures"), json={})
    reply(town, second, **answers(second, outcome="SUPPORT"))
    assert office.post(at(second, "services"), json=handed()).status_code == 201
    done = {"claim_id": second["claims"][0]["claim_id"], "done_on": today(), "words": "全部拆除。"}
    assert office.post(at(second, "performances"), json=done).status_code == 201
    first, second = orders(town, served)
    assert (first["answers"][0]["outcome"], second["answers"][0]["outcome"]) == ("EXPLAIN", "SUPPORT")
    assert matter(town, served)["state"] == "ANSWERED"
    reopened(desk, second)
    assert [one["state"] for one in orders(town, served)] == ["REOPENED", "REOPENED", "AWAITING_SIGN"]


def test_what_was_supported_and_not_performed_is_done_again(town, desk, office):
    referral = replied(town, office, outcome="SUPPORT")
    reopened(desk, referral, cause="NOT_PERFORMED")
    finishing = town.visitor().signed_in("caoqiao").open("/routing/referrals?tab=finishing").text
    assert referral["matter_no"] not in finishing
    done = {"claim_id": referral["claims"][0]["claim_id"], "done_on": today(), "words": "已拆。"}
    assert "已经重办" in office.refused(409, at(referral, "performances"), json=done)["title"]
    assert "已经重办" in office.refused(409, at(referral, "services"), json=handed())["title"]


def test_what_was_assigned_is_assigned_again_with_a_day_of_its_own(town, office):
    petition = town.visitor("petition")
    referral = replied(town, office, **FORWARDED)
    body = {**AGAIN, "cause": "MISTAKEN"}
    assert list(fields_of(petition.refused(422, at(referral, "reopenings"), json=body))) == ["reply_by"]
    past = {**body, "reply_by": "2020-01-01"}
    assert list(fields_of(petition.refused(422, at(referral, "reopenings"), json=past))) == ["reply_by"]
    reopened(petition, referral, reply_by="2098-01-01")
    now = orders(town, referral, "petition")[-1]
    assert (now["kind"], now["reply_by"]) == ("ASSIGN", "2098-01-01")
    assert {one["due_on"] for one in now["clocks"] if one["name"] == "reply_ordered"} == {"2098-01-01"}


def test_a_report_is_decided_about_before(town, office):
    petition = town.visitor("petition")
    referral = replied(town, office, **{**FORWARDED, "external_no": "平信转〔2026〕12号"})
    office.post(at(referral, "services"), json=handed())
    office.post(at(referral, "completion-reports"), json=REPORT)
    body = {**AGAIN, "reply_by": "2098-01-01"}
    assert "先审核" in petition.refused(409, at(referral, "reopenings"), json=body)["title"]


def test_by_the_rules_it_goes_where_they_send_it_now(town, desk, served):
    reopened(desk, served, way="BY_RULES")
    now = orders(town, served)[-1]
    assert (now["state"], now["choice"]["rule"]) == ("AWAITING_SIGN", "the_township_of_the_place")


def test_it_is_done_again_by_its_sender_only_and_once(town, desk, office, served):
    office.refused(403, at(served, "reopenings"), json=AGAIN)
    town.visitor("petition").refused(404, at(served, "reopenings"), json=AGAIN)
    reopened(desk, served)
    assert "已经重办" in desk.refused(409, at(served, "reopenings"), json=AGAIN)["title"]
    assert len(orders(town, served)) == 2


def test_nothing_is_done_again_before_it_was_answered_or_once_it_is_final(town, desk, office, served):
    fresh = town.referral()
    assert "还没有答复" in desk.refused(409, at(fresh, "reopenings"), json=AGAIN)["title"]
    look(after(clocks(served["matter_no"])["ask_review"].due_on, 2))
    clock.finalise_what_lapsed()
    assert "新的信访事项" in desk.refused(409, at(served, "reopenings"), json=AGAIN)["title"]


def test_on_the_page_a_bad_visit_offers_it_and_the_earlier_reply_is_read_on_the_new_order(town, served):
    operator, here = town.visitor().signed_in("operator"), f"/routing/referrals/{served['referral_id']}"
    page = operator.open(here)
    bad = page.form({**said(satisfaction="NOT_SATISFIED", remains="只拆了一半。"), "reached": "true"})
    assert operator.post(f"{here}/return-visits", data=bad).status_code == 303
    page = operator.open(here)
    assert "回访反映还没有解决，可以重办。" in page.text
    again = operator.refused(422, f"{here}/reopenings", data=page.form({"cause": "UNSATISFIED"}))
    assert again.said("reopening-words-error") == "请填写"
    assert operator.post(f"{here}/reopenings", data=page.form({**AGAIN, "way": "SAME_UNIT"})).status_code == 303
    second = orders(town, served)[-1]
    assert f"/routing/referrals/{second['referral_id']}" in operator.open(here).links
    caoqiao = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{second['referral_id']}")
    assert AGAIN["words"] in caoqiao.text
    assert "已核实。" in caoqiao.text
    assert here in caoqiao.links
