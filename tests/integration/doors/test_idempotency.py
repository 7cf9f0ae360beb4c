"""The same write asked for twice is done once, and both get the first answer."""

import uuid

import eventlet
import pytest

from tests.support.matters import a_matter

DOOR = "/intake/api/v1/matters"


@pytest.fixture
def key():
    return {"Idempotency-Key": uuid.uuid4().hex}


def test_the_first_answer_is_given_again(town, operator, key):
    body = a_matter()
    first = operator.post(DOOR, json=body, headers=key)
    before = town.rows("intake")
    again = operator.post(DOOR, json=body, headers=key)
    assert (again.status_code, again.json, again.headers["Location"]) == (201, first.json, first.headers["Location"])
    assert town.rows("intake") == before


def test_without_a_key_it_is_done_twice(operator):
    body = a_matter()
    assert operator.post(DOOR, json=body).json["matter_no"] != operator.post(DOOR, json=body).json["matter_no"]


def test_asked_for_at_the_same_time_it_is_done_once(town, key):
    body, before = a_matter(), town.rows("intake")
    visitors = [town.visitor("operator") for _ in range(6)]
    answers = list(eventlet.GreenPool().imap(lambda one: one.post(DOOR, json=body, headers=key), visitors))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["matter_no"] for answer in answers}) == 1
    assert town.rows("intake")["matter"] == before["matter"] + 1


def test_after_a_refusal_the_key_is_free(operator, key):
    operator.refused(422, DOOR, json=a_matter(narrative=None), headers=key)
    assert operator.post(DOOR, json=a_matter(), headers=key).status_code == 201


def test_after_a_refused_form_the_key_is_free_too(town, key):
    operator = town.visitor().signed_in("operator")
    form = operator.open("/intake/matters/new").form({"petitioner.name": "冯某", "kind": "HELP", "channel": "VISIT"})
    operator.refused(422, "/intake/matters", data=form, headers=key)
    whole = {**form, "narrative": "老街污水倒灌。", "claims.0.category": "other", "claims.0.text": "疏通"}
    assert operator.post("/intake/matters", data=whole, headers=key).status_code == 303


def test_a_form_that_asked_for_one_line_more_is_registered_afterwards(town):
    operator = town.visitor().signed_in("operator")
    page = operator.open("/intake/matters/new")
    claim = {"petitioner.name": "冯某", "claims.0.category": "land", "claims.0.text": "划清界线"}
    half = page.form({**claim, "form_key": page.values["form_key"]})
    assert operator.post("/intake/matters", data={**half, "add_claim": "1"}).status_code == 200
    whole = {**half, "kind": "HELP", "channel": "VISIT", "narrative": "界线不清。"}
    assert operator.post("/intake/matters", data=whole).status_code == 303


def test_with_another_body_the_key_is_refused(operator, key):
    operator.post(DOOR, json=a_matter(), headers=key)
    problem = operator.refused(422, DOOR, json=a_matter(place="乍浦镇"), headers=key)
    assert problem["type"] == "urn:liandong:problem:key-used-differently"


def test_at_another_address_the_key_is_refused(town, operator, key):
    caoqiao, told = town.visitor("caoqiao"), [town.referral()["referral_id"] for _ in range(2)]
    paths = [f"/routing/api/v1/referrals/{referral_id}/signatures" for referral_id in told]
    assert caoqiao.post(paths[0], json={}, headers=key).status_code == 201
    caoqiao.refused(422, paths[1], json={}, headers=key)


def test_two_people_may_think_of_the_same_key(town, operator, key):
    body = a_matter()
    first = operator.post(DOOR, json=body, headers=key)
    second = town.visitor("petition").post(DOOR, json=body | {"external_no": "1"}, headers=key)
    assert {first.status_code, second.status_code} == {201}
    assert first.json["matter_no"] != second.json["matter_no"]


def test_an_act_that_could_only_be_done_once_is_answered_as_the_first_time(town, key):
    caoqiao = town.visitor("caoqiao")
    path = f"/routing/api/v1/referrals/{town.referral()['referral_id']}/signatures"
    first = caoqiao.post(path, json={}, headers=key)
    assert (first.status_code, caoqiao.post(path, json={}, headers=key).json) == (201, first.json)
    caoqiao.refused(409, path, json={})


@pytest.mark.parametrize("strange", ["x" * 5000, "键", "'; DROP TABLE matter; --", " "])
def test_a_strange_key_is_as_good_as_any(operator, strange):
    body, headers = a_matter(), {"Idempotency-Key": strange.encode().decode("latin-1")}
    answers = [operator.post(DOOR, json=body, headers=headers) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {201}


def test_the_kept_answer_lies_sealed(town, operator, key):
    answer = operator.post(DOOR, json=a_matter(), headers=key).json
    assert answer["query_code"] not in town.texts("intake")


def test_a_key_does_not_let_anybody_in(town, operator, key):
    body = a_matter()
    operator.post(DOOR, json=body, headers=key)
    town.visitor().refused(401, DOOR, json=body, headers=key)
    town.visitor("caoqiao").refused(403, DOOR, json=body, headers=key)
