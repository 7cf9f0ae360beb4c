"""Forms of pages: their token, what is said beside the fields, what was typed, and signing in."""

import re
from urllib.parse import quote

import pytest

from tests.integration.doors.html import Page
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import Visitor
from tests.support.matters import new_phone

pytestmark = ON_ONE_DATABASE

HALF_FILLED = {
    "petitioner.phone": "12",
    "petitioner.name": "冯某",
    "petitioner.address": "新埭镇",
    "place": "新埭镇星光村",
    "narrative": "",
    "claims.0.category": "land",
    "claims.0.text": "",
    "claims.1.category": "",
    "claims.1.text": "修好漏水",
    "kind": "HELP",
    "channel": "VISIT",
    "external_no": "信〔1〕",
    "reply_by": "2030-01-31",
}
WRITES = {
    "operator": ("/intake/matters", "/intake/callers", "/console/sign-out"),
    "caoqiao": ("/routing/referrals/{}/signatures", "/routing/referrals/{}/opinions", "/routing/explanations"),
    "leader": ("/routing/triage/LD-20261122-0001/decisions",),
    "ops": ("/console/redrives",),
    None: ("/console/sign-in", "/progress"),
}


@pytest.fixture
def desk(town):
    return town.visitor().signed_in("operator")


@pytest.mark.parametrize(("username", "path"), [(who, path) for who, paths in WRITES.items() for path in paths])
@pytest.mark.parametrize("token", [None, "", "x", "of somebody else"])
def test_without_its_token_a_form_is_refused(town, username, path, token):
    visitor = town.visitor()
    if username:
        visitor.signed_in(username)
    form = {"username": "operator", "password": "liandong-demo"}
    if token == "of somebody else":
        form["csrf_token"] = town.visitor().open("/console/sign-in").csrf
    elif token is not None:
        form["csrf_token"] = token
    page = visitor.refused(400, path.format("00000000-0000-4000-8000-000000000000"), data=form)
    assert page.h1 == "页面打开太久已失效，请退回上一页刷新后再提交一次"


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_beside_each_field(desk):
    page = desk.open("/intake/matters/new")
    again = desk.refused(422, "/intake/matters", data=page.form(HALF_FILLED))
    assert {name: again.value(name) for name in HALF_FILLED} == HALF_FILLED
    assert again.said("petitioner.phone-error").startswith("电话号码不对")
    for field in ("narrative", "claims.0.text"):
        assert again.said(f"{field}-error") == "请填写"
    for field in ("petitioner.phone", "narrative", "claims.0.text", "claims.1.category"):
        assert f"#{field}" in again.links
        assert field in again.texts or field in again.values


def test_ticked_boxes_stay_ticked(desk):
    form = desk.open("/intake/matters/new").form(HALF_FILLED) | {"petitioner.groups": ["elderly", "minor"]}
    again = desk.refused(422, "/intake/matters", data=form)
    assert again.ticked == ["minor", "elderly"]


def test_the_accused_are_asked_for_only_where_it_is_a_report(desk):
    form = desk.open("/intake/matters/new").form(HALF_FILLED) | {"accused_party.unit": "caoqiao"}
    again = desk.refused(422, "/intake/matters", data=form | {"petitioner.phone": new_phone(), "narrative": "x"})
    assert again.value("accused_party.unit") == "caoqiao"


def test_a_field_the_form_does_not_have_is_refused(desk):
    form = desk.open("/intake/matters/new").form(HALF_FILLED)
    desk.refused(422, "/intake/matters", data=form | {"registered_by": "leader"})


def test_a_form_of_a_thousand_claims_is_refused(desk):
    form = desk.open("/intake/matters/new").form(HALF_FILLED)
    many = {f"claims.{number}.text": "x" for number in range(1000)}
    again = desk.refused(422, "/intake/matters", data=form | many)
    assert sum(re.fullmatch(r"claims\.\d+\.text", name) is not None for name in again.values) <= 20


STRANGE = [
    "claims",
    "claims.",
    "claims.x.text",
    "claims.-1.text",
    "claims.0",
    ".",
    "claims.99999999999.text",
    "a.b.c",
]


@pytest.mark.parametrize("strange", STRANGE)
def test_a_strangely_named_field_is_refused(desk, strange):
    form = desk.open("/intake/matters/new").form(HALF_FILLED)
    desk.refused(422, "/intake/matters", data=form | {strange: "x"})


def test_two_values_for_one_field_count_as_the_last(town, desk):
    form = desk.open("/intake/matters/new").form(HALF_FILLED) | {"petitioner.name": ["一", "二"]}
    assert desk.refused(422, "/intake/matters", data=form).value("petitioner.name") in ("一", "二")


@pytest.mark.parametrize("password", ["wrong", "LIANDONG-DEMO", "x" * 200])
def test_a_wrong_password_gets_one_sentence(town, password):
    visitor = town.visitor()
    form = visitor.open("/console/sign-in").form({"username": "operator", "password": password})
    page = visitor.refused(401, "/console/sign-in", data=form)
    assert "用户名或密码不对" in page.text
    assert page.value("username") == "operator"
    assert page.value("password") == ""
    unknown = visitor.refused(401, "/console/sign-in", data=form | {"username": "nobody"})
    assert unknown.text == page.text


@pytest.mark.parametrize("missing", [{"username": ""}, {"password": ""}, {"username": "", "password": ""}])
def test_without_name_or_password_the_form_says_which(town, missing):
    visitor = town.visitor()
    form = visitor.open("/console/sign-in").form({"username": "operator", "password": "x", **missing})
    page = visitor.refused(422, "/console/sign-in", data=form)
    assert {link for link in page.links if link in ("#username", "#password")} == {f"#{name}" for name in missing}


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("address", ELSEWHERE, ids=repr)
def test_after_signing_in_nobody_is_sent_elsewhere(town, address):
    visitor = town.visitor()
    answer = visitor.sign_in("operator", next=address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/intake/matters/new")
    page = Page(visitor.get("/console/sign-in", query_string={"next": address}).text)
    assert page.value("next") == ""


def test_after_signing_in_one_is_where_one_wanted_to_be(town):
    visitor = town.visitor()
    wanted = "/intake/matters?state=ANSWERED&q=林某"
    answer = visitor.get(wanted)
    assert answer.status_code == 303
    page = visitor.open(answer.headers["Location"])
    form = page.form({"username": "operator", "password": "liandong-demo", "next": page.value("next")})
    answer = visitor.post("/console/sign-in", data=form)
    assert answer.headers["Location"] in (wanted, quote(wanted, safe="/?=&"))


def test_after_signing_out_the_pages_are_closed_again(desk):
    assert desk.post("/console/sign-out", data=desk.open("/intake/matters/new").form({})).status_code == 303
    assert desk.get("/intake/matters/new").headers["Location"].startswith("/console/sign-in")


def test_a_forged_cookie_is_none(town):
    visitor = town.visitor()
    visitor.client.set_cookie("liandong", "eyJzdGFmZiI6eyJ1c2VybmFtZSI6ImxlYWRlciJ9fQ.aaaaaa.bbbbbb")
    assert visitor.get("/intake/matters").status_code == 303


def test_the_cookie_of_a_session_cannot_be_read_by_scripts_nor_sent_from_elsewhere(town):
    cookies = town.visitor().sign_in("operator").headers.getlist("Set-Cookie")
    [cookie] = [cookie for cookie in cookies if cookie.startswith("liandong=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_bearer_token_opens_pages_without_a_form_token_only_for_reading(town):
    operator = Visitor(town, town.token("operator"))
    assert operator.get("/intake/matters").status_code == 200
    operator.refused(400, "/intake/matters", data=HALF_FILLED)


def test_a_second_press_of_the_button_after_signing_is_refused_in_a_sentence(town):
    referral = town.referral()
    path = f"/routing/referrals/{referral['referral_id']}"
    caoqiao = town.visitor().signed_in("caoqiao")
    form = caoqiao.open(path).form({})
    assert caoqiao.post(f"{path}/signatures", data=form).status_code == 303
    assert "已经签收过了" in caoqiao.refused(409, f"{path}/signatures", data=form).h1


def test_an_answer_without_its_law_is_refused_beside_the_field_and_keeps_the_rest(town):
    referral = town.referral()
    path = f"/routing/referrals/{referral['referral_id']}"
    caoqiao = town.visitor().signed_in("caoqiao")
    caoqiao.post(f"{path}/signatures", data=caoqiao.open(path).form({}))
    page = caoqiao.open(path)
    given = {"answers.0.claim_id": page.value("answers.0.claim_id"), "answers.0.outcome": "SUPPORT"}
    typed = {
        "answers.0.facts": "已核实，\n现场看过。",
        "answers.0.legal_basis": "",
        "law_explained": "通道不能堵。",
        "remedy": "可以申请复查。",
    }
    again = caoqiao.refused(422, f"{path}/opinions", data=page.form(given | typed))
    assert again.said("answers.0.legal_basis-error") == "请填写"
    assert {name: again.value(name) for name in typed} == typed
