"""A referral changes hands while it is in hand: to a colleague who may have it, or to a unit below."""

import eventlet
import pytest

from services.routing import clock
from services.routing.audit import INVARIANTS
from shared.db import database, utc_now
from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_objections import AGREED, ELSEWHERE, at, forwarded, matter
from tests.integration.doors.test_referrals import reply
from tests.integration.doors.visitor import fields_of

__all__ = ["forwarded"]

TO_THE_HEAD = {"handler": "caoqiao2", "words": "原经办人轮休。"}
DOWN = {"unit": "caoqiao", "words": "事发地在曹桥街道。"}


def posted(town, by, path, body):
    answer = town.visitor(by).post(path, json=body)
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def now_of(town, referral):
    return town.visitor("leader").get(f"/routing/api/v1/referrals/{referral['referral_id']}").json


def broken():
    with database("routing").reading() as session:
        return {check.__name__ for check in INVARIANTS if list(check(session, utc_now()))}


@pytest.fixture
def signed(town, forwarded):
    posted(town, "caoqiao", at(forwarded, "signatures"), {})
    return forwarded


@pytest.fixture
def at_the_bureau(town):
    """An order that the petition office gave to the bureau, with a day on it."""
    told = town.register(by="petition", channel="FORWARDED", external_no="1", place=None, reply_by="2099-01-01")
    door = f"/routing/api/v1/triage/{told['matter_no']}/decisions"
    return posted(town, "petition", door, {"unit": "bureau", "reason": "由局里牵头。"})


def test_it_is_given_to_a_colleague_and_the_timeline_says_so_by_name(town, signed):
    told = posted(town, "caoqiao", at(signed, "reassignments"), TO_THE_HEAD)
    assert (told["handler"], told["state"], told["whose_turn"]) == ("caoqiao2", "IN_PROGRESS", "caoqiao")
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{signed['matter_no']}").text
    assert "改派演示曹桥所长承办" in page
    assert "原经办人轮休。" in page
    assert broken() == set()


def test_what_nobody_has_in_hand_is_found_on_the_desk_and_given_to_somebody(town):
    referral = town.referral(by="petition", channel="FORWARDED", external_no="1", place="独山港镇")
    posted(town, "dushangang", at(referral, "signatures"), {})
    left = town.visitor("admin").post("/console/api/v1/staff/dushangang/departures", json={"words": "调离"})
    assert left.status_code == 201
    town.deliver()
    clock.hand_over_what_closed_units_hold()
    town.deliver()
    assert now_of(town, referral)["handler"] is None
    head = town.visitor().signed_in("dushangang2")
    assert referral["matter_no"] in head.open("/routing/referrals?tab=mine&handler=nobody").text
    here = f"/routing/referrals/{referral['referral_id']}"
    page = head.open(here)
    assert "没有经办人" in page.text
    given = {"handler": "dushangang2", "words": "由我承办。"}
    assert head.post(f"{here}/reassignments", data=page.form(given)).status_code == 303
    assert "演示独山港所长" in head.open(here).text
    assert referral["matter_no"] not in head.open("/routing/referrals?tab=mine&handler=nobody").text


@pytest.mark.parametrize("handler", ["zhapu", "nobody_known", "leader"])
def test_only_a_colleague_gets_it(town, signed, handler):
    problem = town.visitor("caoqiao2").refused(
        422, at(signed, "reassignments"), json={**TO_THE_HEAD, "handler": handler}
    )
    assert list(fields_of(problem)) == ["handler"]


def test_who_withdrew_does_not_get_it(town, signed):
    posted(town, "caoqiao", f"/routing/api/v1/matters/{signed['matter_no']}/recusals", {"interest": "亲属"})
    problem = town.visitor("caoqiao2").refused(
        422, at(signed, "reassignments"), json={"handler": "caoqiao", "words": "轮休。"}
    )
    assert "handler" in fields_of(problem)
    town.visitor("caoqiao").refused(422, at(signed, "reassignments"), json=TO_THE_HEAD)


def test_another_unit_the_sender_and_who_has_not_signed_cannot(town, forwarded):
    assert (
        "请先签收" in town.visitor("caoqiao").refused(409, at(forwarded, "reassignments"), json=TO_THE_HEAD)["title"]
    )
    town.visitor("zhapu").refused(404, at(forwarded, "reassignments"), json=TO_THE_HEAD)
    town.visitor("petition").refused(403, at(forwarded, "reassignments"), json=TO_THE_HEAD)


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_of_two_at_once_one_acts_and_the_other_is_told(town, signed):
    clerks = [
        eventlet.spawn(town.visitor("caoqiao2").post, at(signed, "reassignments"), json=TO_THE_HEAD) for _ in range(2)
    ]
    first, second = sorted((clerk.wait() for clerk in clerks), key=lambda answer: answer.status_code)
    assert (first.status_code, second.status_code) == (201, 409)
    assert second.json["title"] == "已经由演示曹桥所长承办，不必重复改派"


def test_who_looked_at_an_older_page_is_told_who_has_it_now(town, signed):
    posted(town, "caoqiao", at(signed, "reassignments"), {**TO_THE_HEAD, "former": "caoqiao"})
    late = {"handler": "caoqiao", "words": "还是由我办。", "former": "caoqiao"}
    assert "演示曹桥所长" in town.visitor("caoqiao").refused(409, at(signed, "reassignments"), json=late)["title"]


def test_passed_down_the_unit_below_receives_it_and_the_day_on_the_order_stays(town, at_the_bureau):
    before = clocks(at_the_bureau["matter_no"])
    told = posted(town, "leader", at(at_the_bureau, "passings-down"), DOWN)
    assert (told["unit"], told["sender"], told["state"], told["whose_turn"]) == (
        "caoqiao",
        "petition_office",
        "AWAITING_SIGN",
        "caoqiao",
    )
    after = clocks(at_the_bureau["matter_no"])
    assert {c.unit for c in after.values() if c.state == "running"} == {"caoqiao"}
    assert after["receiver_tells"].state == "running"
    assert after["reply_ordered"].clock_id == before["reply_ordered"].clock_id
    assert after["reply_ordered"].due_on.isoformat() == "2099-01-01"
    seen = matter(town, at_the_bureau)
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_SIGN", "caoqiao")
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={at_the_bureau['matter_no']}").json
    sent = {(row["template"], row["recipient"], row["unit"]) for row in rows["notices"]}
    assert sent >= {("passed_down", "petitioner", None), ("passed_down_order", "unit", "caoqiao")}
    assert broken() == set()
    posted(town, "caoqiao", at(told, "signatures"), {})
    assert reply(town, told)["state"] == "ANSWERED"


def test_who_passed_it_down_and_the_sender_see_where_it_is(town, at_the_bureau):
    posted(town, "leader", at(at_the_bureau, "passings-down"), DOWN)
    here = f"/routing/referrals/{at_the_bureau['referral_id']}"
    for username in ("leader", "petition"):
        page = town.visitor().signed_in(username).open(here).text
        assert "转送下级" in page
        assert DOWN["words"] in page
    assert town.visitor("petition").get("/routing/api/v1/sent").json["sent"][-1]["unit"]
    town.visitor("leader").refused(403, at(at_the_bureau, "passings-down"), json=DOWN)


def test_the_unit_below_may_object_and_who_passed_it_down_decides(town, at_the_bureau):
    posted(town, "leader", at(at_the_bureau, "passings-down"), DOWN)
    told = posted(town, "caoqiao", at(at_the_bureau, "objections"), ELSEWHERE)
    assert told["objections"][-1]["decider"] == "bureau"
    posted(town, "leader", at(at_the_bureau, "objection-decisions"), {**AGREED, "unit": "zhapu"})
    assert broken() == set()


@pytest.mark.parametrize("unit", ["court", "petition_office", "legal_aid_centre", "bureau", "nowhere"])
def test_it_goes_only_to_a_unit_below_that_works_on_orders(town, at_the_bureau, unit):
    problem = town.visitor("leader").refused(422, at(at_the_bureau, "passings-down"), json={**DOWN, "unit": unit})
    assert list(fields_of(problem)) == ["unit"]


def test_never_to_a_unit_that_gave_it_back(town, forwarded):
    posted(town, "caoqiao", at(forwarded, "objections"), {**ELSEWHERE, "competent_unit": "zhapu"})
    posted(town, "petition", at(forwarded, "objection-decisions"), {**AGREED, "unit": "bureau"})
    found = town.visitor("leader").get(f"/routing/api/v1/referrals?matter_no={forwarded['matter_no']}").json
    [now] = [one for one in found["referrals"] if one["unit"] == "bureau"]
    assert "不再送回" in town.visitor("leader").refused(422, at(now, "passings-down"), json=DOWN)["title"]


def test_the_leader_passes_it_down_from_the_page(town, at_the_bureau):
    leader, here = town.visitor().signed_in("leader"), f"/routing/referrals/{at_the_bureau['referral_id']}"
    page = leader.open(here)
    wrong = leader.post(f"{here}/passings-down", data=page.form({"unit": "", "words": "辖区"}))
    assert wrong.status_code == 422
    assert 'href="#passing_down-unit"' in wrong.text
    assert leader.post(f"{here}/passings-down", data=page.form(DOWN)).status_code == 303
    assert now_of(town, at_the_bureau)["unit"] == "caoqiao"


def test_once_the_petitioner_was_told_it_stays(town, signed):
    posted(town, "caoqiao", at(signed, "acceptances"), {"path": "PETITION", "words": "先调解。"})
    town.visitor("caoqiao").refused(409, at(signed, "passings-down"), json=DOWN)
