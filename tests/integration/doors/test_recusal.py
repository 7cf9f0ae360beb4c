"""Whoever has an interest in a matter withdraws from it, and then can do nothing to it any more."""

import pytest

from services.routing import clock
from services.routing.audit import INVARIANTS
from shared.db import database, utc_now
from tests.integration.doors.test_objections import AGREED, ELSEWHERE, at, forwarded, matter, objected
from tests.integration.doors.test_referrals import reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim

__all__ = ["forwarded"]
pytestmark = ON_ONE_DATABASE

RELATED = {"interest": "与信访人是亲属"}


def door(told):
    return f"/routing/api/v1/matters/{told['matter_no']}/recusals"


def test_who_withdrew_can_neither_sign_nor_answer_nor_object_and_a_colleague_can(town, forwarded):
    caoqiao = town.visitor("caoqiao")
    assert caoqiao.post(door(forwarded), json=RELATED).status_code == 201
    town.deliver()
    answers = {
        "answers": [
            {"claim_id": c["claim_id"], "outcome": "EXPLAIN", "facts": "已说明", "legal_basis": "《民法典》"}
            for c in forwarded["claims"]
        ],
        "law_explained": "已说明",
    }
    for act, body in (("signatures", {}), ("opinions", answers), ("objections", ELSEWHERE)):
        assert "第二十八条第三款" in caoqiao.refused(422, at(forwarded, act), json=body)["title"]
    assert town.visitor("caoqiao2").post(at(forwarded, "signatures"), json={}).status_code == 201


def test_it_stands_on_the_timeline_with_its_reason(town, forwarded):
    town.visitor("caoqiao").post(door(forwarded), json=RELATED)
    town.deliver()
    [told] = [entry for entry in matter(town, forwarded)["timeline"] if entry["type"] == "handler.recused"]
    assert (told["facts"]["username"], told["facts"]["interest"]) == ("caoqiao", RELATED["interest"])


def test_the_head_withdraws_a_member_of_the_unit_and_nobody_else_does(town, forwarded):
    head, colleague = town.visitor("caoqiao2"), {**RELATED, "username": "caoqiao"}
    for stranger in ("zhapu", "nobody"):
        problem = head.refused(422, door(forwarded), json={**RELATED, "username": stranger})
        assert list(fields_of(problem)) == ["username"]
    problem = town.visitor("caoqiao").refused(422, door(forwarded), json={**RELATED, "username": "caoqiao2"})
    assert list(fields_of(problem)) == ["username"]
    assert head.post(door(forwarded), json=colleague).status_code == 201
    town.visitor("caoqiao").refused(422, at(forwarded, "signatures"), json={})
    head.refused(409, door(forwarded), json=colleague)


def test_who_decides_withdraws_too(town, forwarded):
    objected(town, forwarded)
    town.visitor("petition").post(door(forwarded), json=RELATED)
    town.visitor("petition").refused(422, at(forwarded, "objection-decisions"), json=AGREED)
    held = town.register(by="petition", place=None)
    town.visitor("petition").post(door(held), json=RELATED)
    decision = {"unit": "caoqiao", "reason": "属地"}
    town.visitor("petition").refused(422, f"/routing/api/v1/triage/{held['matter_no']}/decisions", json=decision)


def test_who_knows_nothing_of_a_matter_cannot_withdraw_from_it(town, forwarded):
    town.visitor("zhapu").refused(404, door(forwarded), json=RELATED)


@pytest.mark.parametrize("interest", [None, "", " ", "很" * 201])
def test_the_interest_must_be_told(town, forwarded, interest):
    problem = town.visitor("caoqiao").refused(422, door(forwarded), json={"interest": interest})
    assert list(fields_of(problem)) == ["interest"]


def test_the_page_offers_it_and_then_no_act_any_more(town, forwarded):
    caoqiao, path = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{forwarded['referral_id']}"
    page = caoqiao.open(path)
    posted = caoqiao.post(f"/routing/matters/{forwarded['matter_no']}/recusals", data=page.form(RELATED))
    assert posted.status_code == 303
    page = caoqiao.open(path)
    assert "您已经回避" in page.text
    assert "signatures" not in page.source
    assert "objections" not in page.source


@pytest.mark.parametrize("signed", [False, True])
def test_where_everyone_withdrew_a_person_names_another_unit(town, forwarded, signed):
    if signed:
        town.visitor("caoqiao").post(at(forwarded, "signatures"), json={})
    for username in ("caoqiao", "caoqiao2"):
        assert town.visitor(username).post(door(forwarded), json=RELATED).status_code == 201
    town.deliver()
    seen = matter(town, forwarded)
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_TRIAGE", "petition_office")
    assert [clock["name"] for clock in seen["clocks"] if clock["kind"] == "duty"] == ["decide_by_hand"]
    decisions = f"/routing/api/v1/triage/{forwarded['matter_no']}/decisions"
    town.visitor("petition").refused(422, decisions, json={"unit": "caoqiao", "reason": "属地"})
    assert town.visitor("petition").post(decisions, json={"unit": "zhapu", "reason": "另行指定"}).status_code == 201
    town.deliver()
    assert matter(town, forwarded)["whose_turn"] == "zhapu"
    with database("routing").reading() as session:
        assert [found for invariant in INVARIANTS for found in invariant(session, utc_now())] == []


def withdrawn(town, referral, *usernames):
    for username in usernames:
        assert town.visitor(username).post(door(referral), json=RELATED).status_code == 201
    town.deliver()


def nothing_is_wrong():
    clock.hand_over_what_closed_units_hold()
    with database("routing").reading() as session:
        return [found for invariant in INVARIANTS for found in invariant(session, utc_now())] == []


def test_what_is_done_again_is_never_for_a_unit_where_everyone_withdrew(town, forwarded):
    caoqiao = town.visitor("caoqiao")
    caoqiao.post(at(forwarded, "signatures"), json={})
    reply(town, forwarded)
    withdrawn(town, forwarded, "caoqiao", "caoqiao2")
    again = {"cause": "UNSATISFIED", "words": "请办到底。"}
    sender = town.visitor("petition")
    assert "第二十八条第三款" in sender.refused(422, at(forwarded, "reopenings"), json=again)["title"]
    answer = sender.post(at(forwarded, "reopenings"), json={**again, "way": "BY_RULES"})
    assert answer.status_code == 201, answer.text
    town.deliver()
    seen = matter(town, forwarded)
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_TRIAGE", "petition_office")
    assert nothing_is_wrong()


def test_it_is_not_passed_down_to_a_unit_where_everyone_withdrew_and_who_has_no_clerk_keeps_it(town):
    claims = [a_claim(), a_claim(category="debt", text="还钱")]
    told = town.register(by="petition", channel="FORWARDED", external_no="1", place=None, claims=claims)
    known = matter(town, told)["claims"]
    decisions = f"/routing/api/v1/triage/{told['matter_no']}/decisions"

    def given(unit, claim):
        body = {"unit": unit, "reason": "指定", "claim_id": claim["claim_id"]}
        answer = town.visitor("petition").post(decisions, json=body)
        assert answer.status_code == 201, answer.text
        town.deliver()
        return answer.json

    given("caoqiao", known[0])
    withdrawn(town, told, "caoqiao", "caoqiao2")
    of_the_bureau = given("bureau", known[1])
    assert nothing_is_wrong()
    path = at(of_the_bureau, "")[:-1]
    assert town.visitor("leader").get(path).json["state"] == "AWAITING_SIGN", "nobody of the bureau withdrew"
    down = {"unit": "caoqiao", "words": "事发地在曹桥街道。"}
    title = town.visitor("leader").refused(422, at(of_the_bureau, "passings-down"), json=down)["title"]
    assert "已回避" in title
    answer = town.visitor("leader").post(at(of_the_bureau, "passings-down"), json={**down, "unit": "zhapu"})
    assert answer.status_code == 201, answer.text
    assert nothing_is_wrong()
