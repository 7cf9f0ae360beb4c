"""A unit objects, the sender decides, and what several units will not have goes to their common superior."""

import pytest

from services.routing.audit import INVARIANTS
from shared.db import database, utc_now
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim

REFERRALS = "/routing/api/v1/referrals"
ELSEWHERE = {"reason": "OTHER_TERRITORY", "explanation": "事发地在乍浦镇。", "competent_unit": "zhapu"}
AGREED = {"agreed": True, "words": "经核实，同意退回"}


def at(referral, act):
    return f"{REFERRALS}/{referral['referral_id']}/{act}"


def objected(town, referral, body=ELSEWHERE):
    answer = town.visitor(referral["unit"]).post(at(referral, "objections"), json=body)
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def decided(town, by, referral, **changes):
    answer = town.visitor(by).post(at(referral, "objection-decisions"), json={**AGREED, **changes})
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def now_at(town, referral):
    path = f"{REFERRALS}?matter_no={referral['matter_no']}"
    open_ones = [r for r in town.visitor("leader").get(path).json["referrals"] if r["state"] != "RETURNED"]
    return open_ones[0] if open_ones else None


def matter(town, referral):
    return town.visitor("petition").get(f"/intake/api/v1/matters/{referral['matter_no']}").json


@pytest.fixture
def forwarded(town):
    return town.referral(by="petition", channel="FORWARDED", external_no="1")


def test_until_the_sender_agrees_the_unit_still_holds_it(town, forwarded):
    told = objected(town, forwarded)
    assert (told["state"], told["objections"][0]["decider"]) == ("OBJECTED", "petition_office")
    seen = matter(town, forwarded)
    assert (seen["state"], seen["whose_turn"]) == ("OBJECTED", "caoqiao")
    caoqiao = town.visitor("caoqiao")
    caoqiao.refused(409, at(forwarded, "signatures"), json={})
    caoqiao.refused(409, at(forwarded, "objections"), json=ELSEWHERE)


def test_agreed_it_is_routed_again_and_never_to_the_same_unit(town, forwarded):
    objected(town, forwarded)
    assert decided(town, "petition", forwarded)["state"] == "RETURNED"
    assert now_at(town, forwarded) is None, "no other rule fits: a person decides"
    assert matter(town, forwarded)["state"] == "AWAITING_TRIAGE"
    door = f"/routing/api/v1/triage/{forwarded['matter_no']}/decisions"
    refused = town.visitor("petition").refused(422, door, json={"unit": "caoqiao", "reason": "属地"})
    assert "不再送回" in refused["title"]
    assert town.visitor("petition").post(door, json={"unit": "zhapu", "reason": "属地"}).status_code == 201
    town.deliver()
    assert matter(town, forwarded)["whose_turn"] == "zhapu"
    town.visitor("caoqiao").refused(404, f"/intake/api/v1/matters/{forwarded['matter_no']}", "GET")


def test_the_sender_may_name_the_unit_at_once(town, forwarded):
    objected(town, forwarded)
    decided(town, "petition", forwarded, unit="zhapu")
    assert now_at(town, forwarded)["unit"] == "zhapu"


def test_refused_it_stays_in_the_state_it_was_in_and_is_not_objected_to_again(town, forwarded):
    caoqiao = town.visitor("caoqiao")
    caoqiao.post(at(forwarded, "signatures"), json={})
    objected(town, forwarded)
    assert decided(town, "petition", forwarded, agreed=False)["state"] == "IN_PROGRESS"
    assert matter(town, forwarded)["state"] == "IN_PROGRESS"
    caoqiao.refused(409, at(forwarded, "objections"), json=ELSEWHERE)


def test_the_second_objection_in_a_row_goes_to_the_common_superior_with_both_reasons(town, forwarded):
    objected(town, forwarded)
    decided(town, "petition", forwarded, unit="zhapu")
    second = now_at(town, forwarded)
    told = objected(town, second, {**ELSEWHERE, "explanation": "事发地在曹桥街道。", "competent_unit": "caoqiao"})
    assert (told["objections"][0]["decider"], told["objections"][0]["disputed"]) == ("bureau", True)
    town.visitor("petition").refused(403, at(second, "objection-decisions"), json={**AGREED, "unit": "caoqiao"})

    page = town.visitor().signed_in("leader").open(f"/routing/referrals/{second['referral_id']}")
    assert "事发地在乍浦镇。" in page.source
    assert "事发地在曹桥街道。" in page.source

    leader = town.visitor("leader")
    problem = leader.refused(422, at(second, "objection-decisions"), json=AGREED)
    assert list(fields_of(problem)) == ["unit"]
    decided(town, "leader", second, unit="caoqiao")
    third = now_at(town, forwarded)
    assert (third["unit"], third["choice"]["rule"]) == ("caoqiao", "decided_by_the_common_superior")
    assert third["choice"]["article"] == "《信访工作条例》第二十四条第一款"


def test_each_step_is_on_the_timeline_and_told_to_whom_it_concerns(town, forwarded):
    objected(town, forwarded)
    decided(town, "petition", forwarded, unit="zhapu")
    types = [entry["type"] for entry in matter(town, forwarded)["timeline"]]
    assert types.index("referral.objected") < types.index("referral.returned")
    notices = (
        town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={forwarded['matter_no']}").json["notices"]
    )
    told = {(notice["template"], notice["unit"]) for notice in notices}
    assert told >= {("objection", "petition_office"), ("return_agreed", "caoqiao"), ("referral_order", "zhapu")}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "TOO_MUCH_WORK"}, "reason"),
        ({"explanation": " "}, "explanation"),
        ({"competent_unit": None}, "competent_unit"),
        ({"competent_unit": "nobody"}, "competent_unit"),
    ],
)
def test_a_wrong_objection_is_named(town, forwarded, change, field):
    caoqiao = town.visitor("caoqiao")
    problem = caoqiao.refused(422, at(forwarded, "objections"), json={**ELSEWHERE, **change})
    assert list(fields_of(problem)) == [field]


@pytest.mark.parametrize("username", ["zhapu", "caoqiao2"])
def test_only_whoever_holds_it_objects(town, forwarded, username):
    answer = town.visitor(username).post(at(forwarded, "objections"), json=ELSEWHERE)
    assert answer.status_code == (201 if username == "caoqiao2" else 404)


def test_nobody_else_decides(town, forwarded):
    objected(town, forwarded)
    town.visitor("caoqiao").refused(403, at(forwarded, "objection-decisions"), json=AGREED)
    town.visitor("operator").refused(404, at(forwarded, "objection-decisions"), json=AGREED)
    town.visitor("leader").refused(404, at(forwarded, "objection-decisions"), json=AGREED)


def test_what_nobody_objected_to_is_not_decided(town, forwarded):
    town.visitor("petition").refused(409, at(forwarded, "objection-decisions"), json=AGREED)


def test_each_undecided_claim_is_decided_by_itself(town):
    told = town.register(place=None, claims=[a_claim(), a_claim(category="debt", text="还钱")])["matter_no"]
    leader, door = town.visitor("leader"), f"/routing/api/v1/triage/{told}/decisions"
    body = {"unit": "xincang", "reason": "电话核实"}
    assert list(fields_of(leader.refused(422, door, json=body))) == ["claim_id"]
    claims = [claim["claim_id"] for claim in leader.get(f"/intake/api/v1/matters/{told}").json["claims"]]
    assert leader.post(door, json={**body, "claim_id": claims[1]}).json["claims"][0]["claim_id"] == claims[1]
    assert leader.post(door, json={**body, "unit": "zhapu"}).json["unit"] == "zhapu"


def test_on_the_page_a_refused_objection_says_what_is_missing(town, forwarded):
    caoqiao = town.visitor().signed_in("caoqiao")
    path = f"/routing/referrals/{forwarded['referral_id']}"
    form = caoqiao.open(path).form({"reason": "OTHER_TERRITORY", "explanation": "事发地在乍浦镇。"})
    page = caoqiao.refused(422, f"{path}/objections", data=form)
    assert page.said("competent_unit-error") == "请填写"
    assert caoqiao.post(f"{path}/objections", data={**form, "competent_unit": "zhapu"}).status_code == 303
    petition = town.visitor().signed_in("petition")
    form = petition.open(path).form({"agreed": "true", "words": "同意", "unit": ""})
    assert petition.post(f"{path}/objection-decisions", data=form).status_code == 303


def test_every_claim_stays_in_one_party_s_hands_all_along(town, forwarded):
    assert wrong() == []
    objected(town, forwarded)
    assert wrong() == []
    decided(town, "petition", forwarded)
    assert wrong() == []
    again = town.referral(by="petition", channel="FORWARDED", external_no="2")
    objected(town, again)
    decided(town, "petition", again, unit="zhapu")
    assert wrong() == []


def wrong():
    with database("routing").reading() as session:
        return [(rule.__name__, found) for rule in INVARIANTS for found in rule(session, utc_now())]


def test_whoever_must_decide_finds_the_objection_on_the_page_of_what_waits(town, forwarded):
    objected(town, forwarded)
    page = town.visitor().signed_in("petition").open("/routing/triage")
    assert f"/routing/referrals/{forwarded['referral_id']}" in page.links
    assert (
        f"/routing/referrals/{forwarded['referral_id']}"
        not in town.visitor().signed_in("leader").open("/routing/triage").links
    )
