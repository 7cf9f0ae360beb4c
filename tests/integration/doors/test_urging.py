"""A unit is chased and supervised by whoever has the power; it answers, and the supervision ends with a word."""

from datetime import timedelta

import eventlet
import pytest

from services.routing.audit import INVARIANTS
from shared.db import database, utc_now
from shared.web.page import HERE
from tests.integration.doors.test_objections import AGREED, at, forwarded, matter, objected
from tests.integration.doors.visitor import fields_of

__all__ = ["forwarded"]

NEXT_WEEK = (utc_now().astimezone(HERE).date() + timedelta(days=7)).isoformat()
LATE = {"cause": "LATE", "words": "请抓紧核实并答复。", "reply_by": NEXT_WEEK}
LISTED = {**LATE, "listed": True}
DONE = {"words": "已约双方到场调解，达成一致。"}
ACCEPTED = {"accepted": True, "words": "同意。"}
REFUSED = {"accepted": False, "words": "没有写明履行时间。"}


def posted(town, by, path, body):
    answer = town.visitor(by).post(path, json=body)
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def supervised(town, referral, by="petition", body=LATE):
    """The supervision that is now in force."""
    told = posted(town, by, at(referral, "supervisions"), body)
    return next(order for order in told["urgings"] if order["in_force"])


def of(order, act):
    return f"/routing/api/v1/supervisions/{order['order_id']}/{act}"


def notices(town, referral):
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={referral['matter_no']}").json["notices"]
    return {(row["template"], row["recipient"], row["unit"]) for row in rows}


def nothing_is_wrong():
    with database("routing").reading() as session:
        return [found for invariant in INVARIANTS for found in invariant(session, utc_now())] == []


def test_the_sender_chases_and_the_unit_and_its_head_are_told(town, forwarded):
    told = posted(town, "petition", at(forwarded, "chases"), LATE)
    [order] = told["urgings"]
    assert (order["kind"], order["office"], order["by"], order["cause"]) == (
        "CHASE",
        "petition_office",
        "petition",
        "LATE",
    )
    assert order["number"].startswith("催〔")
    assert told["state"] == "AWAITING_SIGN", "a chaser changes nothing in whose hands it is"
    assert notices(town, forwarded) >= {("chaser", "unit", "caoqiao"), ("chaser", "head", "caoqiao")}
    told = [entry for entry in matter(town, forwarded)["timeline"] if entry["type"] == "referral.chased"]
    assert told[0]["facts"]["words"] == LATE["words"]
    assert nothing_is_wrong()


def test_numbers_go_up_and_each_kind_has_its_own(town):
    orders = []
    for _ in range(2):
        referral = town.referral(by="petition", channel="FORWARDED", external_no="1")
        orders.append(posted(town, "petition", at(referral, "chases"), LATE)["urgings"][0]["number"])
        orders.append(supervised(town, referral)["number"])
    first, second = (int(number.split("〕")[1][:-1]) for number in orders[::2])
    assert second == first + 1
    assert {number[0] for number in orders[1::2]} == {"督"}


def test_the_second_chaser_of_a_day_is_told_of_the_first(town, forwarded):
    number = posted(town, "petition", at(forwarded, "chases"), LATE)["urgings"][0]["number"]
    problem = town.visitor("petition").refused(409, at(forwarded, "chases"), json=LATE)
    assert problem["title"] == f"今天已经催办过（{number}），不必重复催办"


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
@pytest.mark.parametrize("act", ["chases", "supervisions"])
def test_of_two_clerks_at_once_one_acts_and_the_other_is_told(town, forwarded, act):
    clerks = [eventlet.spawn(town.visitor("petition").post, at(forwarded, act), json=LATE) for _ in range(2)]
    assert sorted(clerk.wait().status_code for clerk in clerks) == [201, 409]
    told = town.visitor("petition").get(f"/routing/api/v1/referrals/{forwarded['referral_id']}").json
    assert len(told["urgings"]) == 1


@pytest.mark.parametrize(
    ("username", "status"), [("operator", 404), ("zhapu", 403), ("caoqiao", 403), ("leader", 403)]
)
def test_who_did_not_send_it_does_not_chase(town, forwarded, username, status):
    town.visitor(username).refused(status, at(forwarded, "chases"), json=LATE)


def test_a_leader_chases_and_supervises_what_is_in_the_own_system(town):
    referral = town.referral()
    posted(town, "leader", at(referral, "chases"), LATE)
    assert supervised(town, referral, by="leader")["office"] == "bureau"
    town.visitor("operator").refused(403, at(referral, "supervisions"), json=LATE)


def test_the_leader_may_supervise_what_the_petition_office_sent_to_a_unit_below(town, forwarded):
    assert supervised(town, forwarded, by="leader")["office"] == "bureau"
    assert notices(town, forwarded) >= {("supervision", "unit", "caoqiao"), ("supervision", "head", "caoqiao")}


def test_the_unit_answers_the_supervisor_sends_it_back_and_then_lifts_it(town, forwarded):
    order = supervised(town, forwarded)
    caoqiao, petition = town.visitor("caoqiao"), town.visitor("petition")
    petition.refused(409, of(order, "answer-decisions"), json=ACCEPTED)
    posted(town, "caoqiao", of(order, "answers"), DONE)
    assert ("supervision_answer", "unit", "petition_office") in notices(town, forwarded)
    assert caoqiao.refused(409, of(order, "answers"), json=DONE)["title"] == "已经反馈，正在等督办单位审核"
    posted(town, "petition", of(order, "answer-decisions"), REFUSED)
    posted(town, "caoqiao", of(order, "answers"), DONE)
    told = posted(town, "petition", of(order, "answer-decisions"), ACCEPTED)["urgings"][0]
    assert (told["in_force"], told["ended_as"]) == (False, "accepted")
    assert [answer["decision"]["accepted"] for answer in told["answers"]] == [False, True]
    assert petition.refused(409, of(order, "answer-decisions"), json=ACCEPTED)["title"] == "这份督办已经解除"
    assert caoqiao.refused(409, of(order, "answers"), json=DONE)["title"] == "这份督办已经解除"
    types = [entry["type"] for entry in matter(town, forwarded)["timeline"]]
    steps = ["supervision.issued", "supervision.answered", "supervision.answer_refused", "supervision.lifted"]
    assert [one for one in dict.fromkeys(types) if one in steps] == steps
    assert nothing_is_wrong()


def test_nobody_else_answers_and_nobody_else_decides(town, forwarded):
    order = supervised(town, forwarded)
    town.visitor("zhapu").refused(404, of(order, "answers"), json=DONE)
    posted(town, "caoqiao", of(order, "answers"), DONE)
    town.visitor("leader").refused(404, of(order, "answer-decisions"), json=ACCEPTED)
    town.visitor("caoqiao").refused(403, of(order, "answer-decisions"), json=ACCEPTED)


def test_one_supervision_at_a_time_and_a_listed_one_takes_its_place(town, forwarded):
    order = supervised(town, forwarded)
    problem = town.visitor("petition").refused(409, at(forwarded, "supervisions"), json=LATE)
    assert order["number"] in problem["title"]
    listed = supervised(town, forwarded, body=LISTED)
    assert (listed["kind"], listed["number"][:2]) == ("SUPERVISE_LISTED", "挂督")
    town.visitor("petition").refused(409, at(forwarded, "supervisions"), json=LISTED)
    town.visitor("petition").refused(409, at(forwarded, "supervisions"), json=LATE)
    town.visitor("caoqiao").refused(409, of(order, "answers"), json=DONE)
    assert nothing_is_wrong()


def test_what_is_given_back_is_supervised_no_more(town, forwarded):
    order = supervised(town, forwarded)
    objected(town, forwarded)
    told = posted(town, "petition", at(forwarded, "objection-decisions"), {**AGREED, "unit": "zhapu"})
    assert told["urgings"][0]["ended_as"] == "returned"
    town.visitor("caoqiao").refused(409, of(order, "answers"), json=DONE)
    town.visitor("petition").refused(409, at(forwarded, "chases"), json=LATE)
    assert nothing_is_wrong()


def test_where_everyone_withdrew_nobody_is_supervised_any_more(town, forwarded):
    supervised(town, forwarded)
    for username in ("caoqiao", "caoqiao2"):
        posted(town, username, f"/routing/api/v1/matters/{forwarded['matter_no']}/recusals", {"interest": "亲属"})
    assert "supervision.lifted" in {entry["type"] for entry in matter(town, forwarded)["timeline"]}
    assert nothing_is_wrong()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cause": "ANGER"}, "cause"),
        ({"words": " "}, "words"),
        ({"reply_by": "2020-01-01"}, "reply_by"),
        ({"reply_by": None}, "reply_by"),
    ],
)
def test_a_wrong_supervision_is_named(town, forwarded, change, field):
    problem = town.visitor("petition").refused(422, at(forwarded, "supervisions"), json={**LATE, **change})
    assert list(fields_of(problem)) == [field]


def test_the_page_offers_each_only_what_is_theirs_and_says_what_is_wrong_beside_the_field(town, forwarded):
    path = f"/routing/referrals/{forwarded['referral_id']}"
    petition = town.visitor().signed_in("petition")
    page = petition.open(path)
    wrong = petition.post(f"{path}/supervisions", data=page.form({**LATE, "reply_by": "2020-01-01"}))
    assert wrong.status_code == 422
    assert "不能早于今天" in wrong.text
    assert 'href="#supervision-reply_by"' in wrong.text
    assert petition.post(f"{path}/supervisions", data=page.form(LATE)).status_code == 303
    town.deliver()
    assert "升级为挂牌督办" in petition.open(path).text
    caoqiao = town.visitor().signed_in("caoqiao")
    page = caoqiao.open(path)
    assert "督办反馈" in page.text
    assert f"{path}/chases" not in page.source
    order = town.visitor("caoqiao").get(f"/routing/api/v1/referrals/{forwarded['referral_id']}").json["urgings"][0]
    door = f"/routing/supervisions/{order['order_id']}"
    assert caoqiao.post(f"{door}/answers", data=page.form(DONE)).status_code == 303
    page = petition.open(path)
    assert "审核督办反馈" in page.text
    accepted = {"accepted": "true", "words": "同意。"}
    assert petition.post(f"{door}/answer-decisions", data=page.form(accepted)).status_code == 303
    assert "反馈通过" in petition.open(path).text
