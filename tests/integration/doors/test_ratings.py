"""After the answer the petitioner says what it was worth, by the query code alone or to whoever rings up."""

import pytest

from services.intake.audit import INVARIANTS
from shared.db import database, utc_now
from tests.integration.doors.test_referrals import REFERRALS, reply
from tests.support.matters import new_phone

GOOD = {"satisfaction": "SATISFIED", "timely": "true", "resolution": "RESOLVED", "words": "谢谢。"}
BAD = {"satisfaction": "NOT_SATISFIED", "timely": "false", "resolution": "UNRESOLVED"}
TOLD = {"satisfaction": "MOSTLY", "timely": True, "resolution": "PARTLY"}


def broken():
    with database("intake").reading() as session:
        return {rule.__name__ for rule in INVARIANTS if list(rule(session, utc_now()))}


@pytest.fixture
def told(town):
    phone = new_phone()
    return {**town.register(petitioner={"name": "林某", "phone": phone}), "phone": phone}


@pytest.fixture
def public(town):
    return town.visitor()


def answered(town, told):
    [referral] = town.visitor("operator").get(f"{REFERRALS}?matter_no={told['matter_no']}").json["referrals"]
    signed = town.visitor("caoqiao").post(f"{REFERRALS}/{referral['referral_id']}/signatures", json={})
    assert signed.status_code == 201, signed.text
    reply(town, referral)
    town.deliver()


def keys(told):
    return {"query_code": told["query_code"], "last_digits": told["phone"][-4:]}


def rated(public, told, words):
    page = public.open("/progress")
    return public.post("/progress/ratings", data=page.form({**keys(told), **words}))


def matter(town, told):
    return town.visitor("operator").get(f"/intake/api/v1/matters/{told['matter_no']}").json


def test_before_the_answer_there_is_nothing_to_rate(town, public, told):
    assert rated(public, told, GOOD).status_code == 409
    town.visitor("operator").refused(409, f"/intake/api/v1/matters/{told['matter_no']}/ratings", json=TOLD)
    assert matter(town, told)["rating"] is None


def test_by_the_code_it_is_rated_and_rated_again_and_the_newest_counts(town, public, told):
    answered(town, told)
    page = public.post("/progress", data=public.open("/progress").form(keys(told)))
    assert "/progress/ratings" in page.text
    assert rated(public, told, GOOD).status_code == 200
    again = rated(public, told, BAD)
    assert "不满意" in again.text
    town.deliver()
    seen = matter(town, told)
    assert (seen["rating"]["number"], seen["rating"]["satisfaction"], seen["rating"]["timely"]) == (
        2,
        "NOT_SATISFIED",
        False,
    )
    assert [entry["facts"]["satisfaction"] for entry in seen["timeline"] if entry["type"] == "followup.rated"] == [
        "SATISFIED",
        "NOT_SATISFIED",
    ]
    assert broken() == set()


def test_whoever_rings_up_notes_it_and_no_office_notes_its_own(town, told):
    answered(town, told)
    door = f"/intake/api/v1/matters/{told['matter_no']}/ratings"
    for username in ("caoqiao", "aid", "leader", "ops"):
        town.visitor(username).refused(403, door, json=TOLD)
    told_back = town.visitor("operator").post(door, json=TOLD)
    assert (told_back.status_code, told_back.json["given_to"]) == (201, "operator")
    page = town.visitor().signed_in("operator").open(f"/intake/matters/{told['matter_no']}")
    assert "部分解决" in page.text


def test_from_the_page_of_the_matter_it_is_noted_and_what_is_missing_is_said(town, told):
    answered(town, told)
    desk, here = town.visitor().signed_in("operator"), f"/intake/matters/{told['matter_no']}"
    page = desk.open(here)
    assert desk.post(f"{here}/ratings", data=page.form({"satisfaction": "SATISFIED"})).status_code == 422
    assert desk.post(f"{here}/ratings", data=page.form(GOOD)).status_code == 303
    assert matter(town, told)["rating"]["words"] == "谢谢。"


def test_a_wrong_code_and_wrong_digits_say_the_same(town, public, told):
    answered(town, told)
    form = public.open("/progress").form
    answers = [
        public.post(door, data=form({**BAD, **wrong} if door.endswith("ratings") else wrong))
        for door in ("/progress", "/progress/ratings")
        for wrong in (
            {"query_code": "ABCDEFGHJKMN", "last_digits": "1234"},
            {"query_code": told["query_code"], "last_digits": "0000"},
            {"query_code": told["query_code"], "last_digits": "ab"},
            {"query_code": "'; --", "last_digits": ""},
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert all("没有查到" in answer.text for answer in answers)
    assert matter(town, told)["rating"] is None
