"""What an office may do with a referral, in which order, and what it is told when it may not."""

import uuid

import pytest

from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim

REFERRALS = "/routing/api/v1/referrals"


@pytest.fixture
def referral(town):
    return town.referral(claims=[a_claim(), a_claim(category="environment", text="清淤")])


@pytest.fixture
def caoqiao(town):
    return town.visitor("caoqiao")


def answers(referral, **changes):
    given = {"outcome": "EXPLAIN", "facts": "已核实。", "legal_basis": "《民法典》第二百九十一条"}
    given |= {"path": "ADMINISTRATIVE"} | changes
    told = [{"claim_id": claim["claim_id"], **given} for claim in referral["claims"]]
    explained = {"law_explained": "邻里之间应当互让，通道不能堵。", "remedy": "可以在30日内请求复查。"}
    return {"answers": told, **explained}


EVERYTHING = ["FACTS", "EVIDENCE", "ARTICLE", "PROCEDURE", "REMEDIES"]
RELEASED = {"released": True, "ticked": EVERYTHING}


def reply(town, referral, office="caoqiao", **changes):
    """Drafted by its clerk, checked and released by its head."""
    sent = town.visitor(office).post(at(referral, "opinions"), json={**answers(referral), **changes})
    assert (sent.status_code, sent.json["state"]) == (201, "AWAITING_REVIEW"), sent.text
    released = town.visitor(f"{office}2").post(at(referral, "opinion-checks"), json=RELEASED)
    assert released.status_code == 201, released.text
    return released.json


def at(referral, act):
    return f"{REFERRALS}/{referral['referral_id']}/{act}"


def test_signed_for_and_answered_it_is_done(town, caoqiao, referral):
    assert caoqiao.post(at(referral, "signatures"), json={}).json["state"] == "IN_PROGRESS"
    assert reply(town, referral, remedy="可以申请复查。")["state"] == "ANSWERED"
    town.deliver()
    matter = town.visitor("operator").get(f"/intake/api/v1/matters/{referral['matter_no']}").json
    assert (matter["state"], matter["whose_turn"]) == ("ANSWERED", None)


@pytest.mark.parametrize("username", ["zhapu", "dushangang2"])
@pytest.mark.parametrize("act", ["signatures", "opinions"])
def test_for_another_office_it_does_not_exist(town, referral, username, act):
    other = town.visitor(username)
    problem = other.refused(404, at(referral, act), json={} if act == "signatures" else answers(referral))
    assert problem["type"] == "urn:liandong:problem:not-found"
    other.refused(404, f"{REFERRALS}/{referral['referral_id']}", method="GET")


@pytest.mark.parametrize("act", ["signatures", "opinions"])
def test_what_does_not_exist_is_not_found(caoqiao, referral, act):
    path = f"{REFERRALS}/{uuid.uuid4()}/{act}"
    caoqiao.refused(404, path, json={} if act == "signatures" else answers(referral))


def test_the_head_of_the_office_may_do_it_too(town, referral):
    assert town.visitor("caoqiao2").post(at(referral, "signatures"), json={}).status_code == 201


def test_it_is_signed_for_once(caoqiao, referral):
    caoqiao.post(at(referral, "signatures"), json={})
    assert caoqiao.refused(409, at(referral, "signatures"), json={})["title"] == "这份交办件已经签收过了"


def test_it_is_not_answered_before_it_is_signed_for(caoqiao, referral):
    assert caoqiao.refused(409, at(referral, "opinions"), json=answers(referral))["title"] == "请先签收，再办理这一步"


def test_it_is_answered_once(town, caoqiao, referral):
    caoqiao.post(at(referral, "signatures"), json={})
    reply(town, referral)
    assert caoqiao.refused(409, at(referral, "opinions"), json=answers(referral))["title"] == "这份交办件已经答复"
    caoqiao.refused(409, at(referral, "signatures"), json={})


@pytest.fixture
def signed(caoqiao, referral):
    caoqiao.post(at(referral, "signatures"), json={})
    return referral


def left_out(body):
    return body | {"answers": body["answers"][:1]}


def twice(body):
    return body | {"answers": [body["answers"][0], body["answers"][0]]}


def of_another(body):
    return body | {"answers": [body["answers"][0], body["answers"][1] | {"claim_id": str(uuid.uuid4())}]}


@pytest.mark.parametrize(
    "change", [left_out, twice, of_another, lambda body: body | {"answers": body["answers"] * 2}]
)
def test_every_claim_is_answered_once_and_no_other(caoqiao, signed, change):
    problem = caoqiao.refused(422, at(signed, "opinions"), json=change(answers(signed)))
    assert fields_of(problem) == {"answers": "每一项诉求都要答复，不能遗漏或重复"}


WRONG = {
    "answers.0.legal_basis": {"legal_basis": ""},
    "answers.0.facts": {"facts": "   "},
    "answers.0.outcome": {"outcome": "MAYBE"},
    "answers.0.claim_id": {"claim_id": "1"},
    "answers.0.danger": {"danger": "high"},
}


@pytest.mark.parametrize(("field", "change"), WRONG.items(), ids=WRONG)
def test_a_wrong_answer_is_named(caoqiao, signed, field, change):
    body = answers(signed)
    body["answers"][0] |= change
    assert list(fields_of(caoqiao.refused(422, at(signed, "opinions"), json=body))) == [field]


def test_a_signature_needs_no_words_and_takes_none(caoqiao, referral):
    assert list(fields_of(caoqiao.refused(422, at(referral, "signatures"), json={"by": "leader"}))) == ["by"]


def test_what_is_handled_elsewhere_is_not_signed_for_here(town):
    steered = town.referral(claims=[a_claim(category="wages")])
    assert (steered["unit"], steered["state"]) == ("legal_aid_centre", "STEERED")
    town.visitor("caoqiao").refused(404, at(steered, "signatures"), json={})


@pytest.fixture
def undecided(town):
    return town.register(place=None)["matter_no"]


def decisions(matter_no):
    return f"/routing/api/v1/triage/{matter_no}/decisions"


def test_a_person_decides_once(town, undecided):
    leader, body = town.visitor("leader"), {"unit": "xincang", "reason": "电话核实"}
    assert leader.post(decisions(undecided), json=body).json["unit"] == "xincang"
    leader.refused(404, decisions(undecided), json=body)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"unit": "nobody", "reason": "x"}, "unit"),
        ({"unit": "xincang", "reason": ""}, "reason"),
        ({"unit": "新仓", "reason": "x"}, "unit"),
        ({"reason": "x"}, "unit"),
    ],
)
def test_a_wrong_decision_is_named(town, undecided, body, field):
    assert list(fields_of(town.visitor("leader").refused(422, decisions(undecided), json=body))) == [field]


def test_the_petition_office_decides_about_its_own_only(town, undecided):
    petition = town.visitor("petition")
    petition.refused(404, decisions(undecided), json={"unit": "xincang", "reason": "x"})
    own = town.register(by="petition", channel="FORWARDED", external_no="1", place=None)["matter_no"]
    assert petition.post(decisions(own), json={"unit": "xincang", "reason": "x"}).status_code == 201


def test_an_explanation_says_why_and_changes_nothing(town, caoqiao):
    body = {"kind": "CLAIM_APPEAL", "category": "land", "place": "黄姑"}
    before = {service: town.rows(service) for service in town.apps}
    choice = caoqiao.post("/routing/api/v1/explanations", json=body).json["choice"]
    assert choice["unit"] == "dushangang"
    assert choice["article"].startswith("《信访工作条例》")
    assert "今独山港镇" in choice["reason"]
    assert {service: town.rows(service) for service in town.apps} == before


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        ({"kind": "REPORT", "category": "conduct", "place": "曹桥街道"}, "discipline_inspection"),
        ({"kind": "HELP", "category": "wages"}, "legal_aid_centre"),
        ({"kind": "HELP", "category": "land", "place_code": "330482101"}, "zhapu"),
        ({"kind": "HELP", "category": "land", "place": "嘉兴市南湖区"}, None),
    ],
)
def test_an_explanation_is_what_would_be_decided(caoqiao, body, unit):
    choice = caoqiao.post("/routing/api/v1/explanations", json=body).json["choice"]
    assert (choice and choice["unit"]) == unit
