"""Who may use a door: looked at before the body is read, and answered alike whatever the body says."""

from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from services.console.actions import put_staff
from shared.db import database, utc_now
from shared.web.access import TOKEN_LIFE
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import Visitor
from tests.support.city import staff
from tests.support.matters import a_matter

pytestmark = ON_ONE_DATABASE

DOOR = "/intake/api/v1/matters"
NO_REFERRAL = "/routing/api/v1/referrals/00000000-0000-4000-8000-000000000000"
NO_JSON = {"data": b"{", "content_type": "application/json"}
CLOSED_TO = {
    ("POST", "/intake/api/v1/matters"): ("caoqiao", "caoqiao2", "aid", "leader", "ops", "admin"),
    ("GET", "/intake/api/v1/matters"): ("ops", "admin"),
    ("GET", "/intake/api/v1/callers?phone=13800000001"): ("caoqiao", "aid", "leader", "ops", "admin"),
    ("GET", "/routing/api/v1/referrals"): ("aid", "ops", "admin"),
    ("POST", f"{NO_REFERRAL}/signatures"): (
        "operator",
        "petition",
        "leader",
    ),
    ("POST", f"{NO_REFERRAL}/opinions"): ("operator", "aid", "ops"),
    ("POST", f"{NO_REFERRAL}/review-requests"): ("caoqiao", "caoqiao2", "aid"),
    ("POST", f"{NO_REFERRAL}/hearings"): ("operator", "aid", "admin"),
    ("GET", "/routing/api/v1/triage"): ("operator", "caoqiao", "aid", "ops"),
    ("POST", "/routing/api/v1/triage/LD-20261122-0001/decisions"): ("operator", "caoqiao", "aid", "ops"),
    ("POST", "/routing/api/v1/explanations"): ("aid", "ops", "admin"),
    ("GET", "/legalaid/api/v1/applications"): ("operator", "petition", "caoqiao", "leader", "ops", "admin"),
    ("GET", "/notify/api/v1/notices"): ("ops", "admin"),
    ("GET", "/console/api/v1/queues"): ("operator", "petition", "caoqiao", "aid", "leader"),
    ("GET", "/console/api/v1/dead-letters"): ("operator", "petition", "caoqiao", "aid", "leader"),
    ("POST", "/console/api/v1/redrives"): ("operator", "petition", "caoqiao", "aid", "leader"),
}
CLOSED = [
    pytest.param(method, path, username, id=f"{username} {method} {path.split('?')[0]}")
    for (method, path), usernames in CLOSED_TO.items()
    for username in usernames
]


@pytest.mark.parametrize(("method", "path", "username"), CLOSED)
def test_the_wrong_role_is_refused_before_the_body_is_read(town, method, path, username):
    problem = town.visitor(username).refused(403, path, method, **(NO_JSON if method == "POST" else {}))
    assert problem["type"] == "urn:liandong:problem:not-allowed"


@pytest.mark.parametrize(("method", "path"), CLOSED_TO)
def test_nobody_is_refused_before_the_body_is_read(town, method, path):
    problem = town.visitor().refused(401, path, method, **(NO_JSON if method == "POST" else {}))
    assert problem["type"] == "urn:liandong:problem:not-signed-in"


def altered(token):
    """One letter of the signature changed, and not the last, whose low bits mean nothing."""
    return token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]


def with_another_role(token, town):
    payload, rest = token.split(".", 2)[1:] if token.startswith(".") else token.split(".", 1)
    return f"{payload}x.{rest}"


@pytest.mark.parametrize(
    "forge",
    [
        lambda token, town: "",
        lambda token, town: "x",
        lambda token, town: "a.b.c",
        lambda token, town: token[: len(token) // 2],
        lambda token, town: altered(token),
        lambda token, town: with_another_role(token, town),
        lambda token, town: "\u00e9" + token,
        lambda token, town: signed_with("another secret", "liandong.bearer"),
        lambda token, town: signed_with(town.apps["intake"].config["SECRET_KEY"], "cookie-session"),
    ],
    ids=[
        "empty",
        "short",
        "three parts",
        "half",
        "one letter",
        "payload",
        "not latin",
        "other key",
        "other purpose",
    ],
)
def test_a_forged_token_is_none(town, forge):
    forged = Visitor(town, forge(town.token("operator"), town))
    answer = forged.ask("POST", DOOR, json=a_matter())
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    forged.refused(401, DOOR, json=a_matter())


def signed_with(key, salt):
    told = {**staff()["operator"], "issued_at": utc_now().isoformat()}
    return URLSafeTimedSerializer(key, salt=salt).dumps(told)


@pytest.mark.parametrize("scheme", ["Basic", "Token", ""])
def test_a_token_of_another_scheme_is_none(town, scheme):
    header = f"{scheme} {town.token('operator')}".strip()
    town.visitor().refused(401, DOOR, json=a_matter(), headers={"Authorization": header})


def test_the_scheme_may_be_written_small(town):
    header = {"Authorization": f"bearer {town.token('operator')}"}
    assert town.visitor().post(DOOR, json=a_matter(), headers=header).status_code == 201


def test_a_token_is_good_for_twelve_hours(town, monkeypatch):
    token = town.token("operator")
    later = TimestampSigner.get_timestamp

    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: later(self) + TOKEN_LIFE - 5)
    assert Visitor(town, token).get(DOOR).status_code == 200
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: later(self) + TOKEN_LIFE + 5)
    Visitor(town, token).refused(401, DOOR, json=a_matter())


def change(town, username, **values):
    with database("console").transaction() as session:
        put_staff(session, **{**staff()[username], **values})
    town.deliver()


def test_who_was_signed_out_since_is_nobody_until_signing_in_again(town):
    before = town.visitor("zhapu")
    assert before.get("/routing/api/v1/referrals").status_code == 200

    change(town, "zhapu", signed_out_before=utc_now() + timedelta(seconds=1))

    for path in ("/routing/api/v1/referrals", "/intake/api/v1/matters", "/notify/api/v1/notices"):
        before.refused(401, path, method="GET")
    after = Visitor(town, town.token("zhapu", utc_now() + timedelta(seconds=2)))
    assert after.get("/routing/api/v1/referrals").status_code == 200


def test_a_changed_role_and_unit_count_at_once_whatever_the_token_says(town):
    before = town.visitor("xindai")
    change(town, "xindai", role="leader", unit="bureau")
    assert before.get("/routing/api/v1/triage").status_code == 200
    before.refused(403, f"{NO_REFERRAL}/signatures", json={})


def test_a_cookie_opens_the_json_door_too_but_writes_need_the_token_of_a_page(town):
    operator = town.visitor()
    assert operator.sign_in("operator").status_code == 303
    assert operator.get(DOOR).status_code == 200
    operator.refused(400, DOOR, json=a_matter())
    page = operator.open("/intake/matters/new")
    assert operator.post(DOOR, json=a_matter(), headers={"X-CSRFToken": page.csrf}).status_code == 201


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(town):
    nobody, door = town.visitor(), "/console/api/v1/tokens"
    wrong = nobody.refused(401, door, json={"username": "operator", "password": "wrong"})
    unknown = nobody.refused(401, door, json={"username": "nobody", "password": "wrong"})
    assert wrong == unknown
    assert wrong["title"] == "用户名或密码不对"


def test_a_token_says_who_one_is(town):
    answer = town.visitor().post("/console/api/v1/tokens", json={"username": "aid", "password": "liandong-demo"})
    assert (answer.status_code, answer.json["staff"]) == (201, staff()["aid"])
    assert Visitor(town, answer.json["token"]).get("/legalaid/api/v1/applications").status_code == 200
