"""A matter that is several is split: both keep their history, every claim stays in one party's hands, no time limit
begins anew."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from services.intake.comparing import compare_what_is_new
from services.notify.models import Notice
from services.routing.models import Clock, ReferralOrder, RoutedClaim
from shared.db import database, utc_now
from shared.messaging import services
from tests.integration.doors.clocks import clocks, look
from tests.integration.doors.test_referrals import at, reply
from tests.support.matters import a_claim, new_phone

DOOR = "/intake/api/v1/matters"
WHY = "围墙和排污是两件事，由信访人要求分别答复。"
A_WHILE = timedelta(minutes=30)
TRIAGE = "/routing/api/v1/triage"


@pytest.fixture
def phone():
    return new_phone()


@pytest.fixture
def of_two(town, phone):
    """Two claims in one order that nobody signed for yet."""
    claims = [a_claim(), a_claim(category="environment", text="夜里排污", facts={"rank": 1})]
    return town.referral(petitioner={"phone": phone}, claims=claims)


def matter(town, matter_no, by="operator"):
    return town.visitor(by).get(f"{DOOR}/{matter_no}").json


def ids(town, told):
    return [claim["claim_id"] for claim in matter(town, told["matter_no"])["claims"]]


def ask(town, told, *claims, by="operator"):
    answer = town.visitor(by).post(f"{DOOR}/{told['matter_no']}/splits", json={"claims": claims, "reason": WHY})
    assert answer.status_code == 201, answer.text
    return answer.json


def split(town, told, *claims, by="operator"):
    """The number of the new matter, after everybody heard of it."""
    asked = ask(town, told, *claims, by=by)
    town.deliver()
    return asked["new_no"]


def orders(town, matter_no):
    return town.visitor("leader").get(f"/routing/api/v1/referrals?matter_no={matter_no}").json["referrals"]


def order(town, matter_no):
    [one] = orders(town, matter_no)
    return town.visitor("leader").get(f"/routing/api/v1/referrals/{one['referral_id']}").json


def running(matter_no):
    """The running clocks of a matter's orders and claims: when each began and by when it ends."""
    with database("routing").reading() as session:
        found = session.scalars(select(Clock).where(Clock.matter_no == matter_no, Clock.state == "running"))
        return {clock.rule: (clock.started_at, clock.due_on, clock.unit) for clock in found}


def all_is_well():
    for service in services.service_classes().values():
        with database(service.name).reading() as session:
            for invariant in service.invariants:
                assert not list(invariant(session, utc_now() + A_WHILE)), invariant.__name__


def test_one_claim_of_an_order_leaves_and_both_go_on_at_the_same_unit(town, of_two):
    first, second = ids(town, of_two)
    number = split(town, of_two, second)
    old, new = matter(town, of_two["matter_no"]), matter(town, number)
    assert [claim["claim_id"] for claim in old["claims"]] == [first]
    assert [(claim["claim_id"], claim["text"]) for claim in new["claims"]] == [(second, "夜里排污")]
    for each in (old, new):
        assert (each["state"], each["whose_turn"]) == ("AWAITING_SIGN", "caoqiao")
    stays, goes = order(town, of_two["matter_no"]), order(town, number)
    assert [claim["claim_id"] for claim in stays["claims"]] == [first]
    assert [claim["claim_id"] for claim in goes["claims"]] == [second]
    assert (stays["state"], goes["state"], goes["split_from"]) == ("AWAITING_SIGN",) * 2 + (stays["referral_id"],)
    all_is_well()


def test_no_time_limit_begins_anew(town, of_two):
    began = running(of_two["matter_no"])
    assert {"receiver_tells", "sign_for", "objection_window"} <= set(began)
    number = split(town, of_two, ids(town, of_two)[1])
    assert running(number) == began
    assert running(of_two["matter_no"]) == began
    told, earlier = order(town, number), order(town, of_two["matter_no"])
    assert (told["made_at"], told["due_on"]) == (earlier["made_at"], earlier["due_on"])
    told = {clock["name"]: clock["due_on"] for clock in matter(town, number)["clocks"]}
    assert told == {clock["name"]: clock["due_on"] for clock in matter(town, of_two["matter_no"])["clocks"]}


def test_what_was_chased_is_not_chased_again_for_the_split_and_what_was_late_stays_late(town, of_two):
    due = clocks(of_two["matter_no"])["sign_for"].due_on
    look(due + timedelta(days=1))
    before = {c.rule: c.next_rung for c in clocks(of_two["matter_no"]).values()}
    number = split(town, of_two, ids(town, of_two)[1])
    after = {rule: clock.next_rung for rule, clock in clocks(number).items()}
    assert after == {rule: before[rule] for rule in after}
    assert clocks(number)["sign_for"].due_on == due


def test_its_own_number_and_query_code_reach_the_petitioner(town, of_two, phone):
    number = split(town, of_two, ids(town, of_two)[1])
    with database("notify").reading() as session:
        mine = (Notice.matter_no == number, Notice.template == "split")
        [letter] = session.scalars(select(Notice).where(*mine))
        assert (letter.recipient, letter.address) == ("petitioner", phone)
        assert of_two["matter_no"] in letter.body
        code = letter.body.partition("查询码：")[2].split()[0]
    public = town.visitor()
    form = public.open("/progress").form({"query_code": code, "last_digits": phone[-4:]})
    seen = public.post("/progress", data=form).text
    assert number in seen
    assert "环境保护" in seen
    desk = town.visitor().signed_in("operator")
    page = desk.open(f"/intake/matters/{number}")
    assert code not in page.source, "given out at the desk after a check only"
    slip = desk.post(f"/intake/matters/{number}/slips", data=page.form({"check": "facts"}))
    assert code in slip.text.replace(" ", "")


def test_both_pages_lead_to_each_other_and_keep_what_was(town, of_two):
    number = split(town, of_two, ids(town, of_two)[1])
    old = town.visitor("operator").open(f"/intake/matters/{of_two['matter_no']}")
    new = town.visitor("operator").open(f"/intake/matters/{number}")
    assert f"/intake/matters/{number}" in old.links
    assert f"/intake/matters/{of_two['matter_no']}" in new.links
    assert f"拆分，新事项编号 {number}" in old.text
    assert f"部分诉求拆分到 {number}，仍由曹桥" in old.text
    assert f"由 {of_two['matter_no']} 拆分而来" in new.text
    for page in (old, new):
        assert WHY in page.text
    assert "登记，来电" in old.text
    assert matter(town, number)["contacts"][0]["number"] == 1
    assert matter(town, number)["petitioner"] == matter(town, of_two["matter_no"])["petitioner"]
    later = town.visitor("caoqiao").open(f"/routing/referrals/{order(town, number)['referral_id']}")
    assert f"由事项 {of_two['matter_no']} 拆分而来" in later.text
    assert f"/routing/referrals/{of_two['referral_id']}" in later.links


def test_each_is_answered_by_itself(town, of_two):
    number = split(town, of_two, ids(town, of_two)[1])
    told = order(town, number)
    assert town.visitor("caoqiao").post(at(told, "signatures"), json={}).status_code == 201
    reply(town, told)
    town.deliver()
    assert matter(town, number)["state"] == "ANSWERED"
    assert matter(town, of_two["matter_no"])["state"] == "AWAITING_SIGN"
    all_is_well()


def of_two_units(town):
    """Two claims, each sent to another unit by a person."""
    told = town.register(place=None, claims=[a_claim(), a_claim(text="修复道路")])
    for claim, unit in zip(ids(town, told), ("caoqiao", "zhapu"), strict=True):
        body = {"unit": unit, "reason": "电话核实", "claim_id": claim}
        answer = town.visitor("leader").post(f"{TRIAGE}/{told['matter_no']}/decisions", json=body)
        assert answer.status_code == 201, answer.text
    town.deliver()
    return told


def test_an_order_that_loses_its_last_claim_ends_and_the_unit_goes_on_with_the_new_one(town):
    told = of_two_units(town)
    former = next(one for one in orders(town, told["matter_no"]) if one["unit"] == "zhapu")
    number = split(town, told, ids(town, told)[1])
    ended = town.visitor("zhapu").get(f"/routing/api/v1/referrals/{former['referral_id']}").json
    assert (ended["state"], ended["whose_turn"], ended["due_on"]) == ("SPLIT", None, None)
    assert (order(town, number)["unit"], order(town, number)["state"]) == ("zhapu", "AWAITING_SIGN")
    zhapu = town.visitor("zhapu")
    refused = zhapu.refused(409, at(former, "signatures"), json={})
    assert refused["title"] == "诉求已经拆分到另一件事项，请在新的交办件里办理"
    desk = zhapu.open("/routing/referrals?tab=new")
    assert number in desk.text
    assert told["matter_no"] not in desk.text
    assert told["matter_no"] not in zhapu.open("/routing/referrals?tab=answered").text
    rows = town.visitor("operator").get(f"/notify/api/v1/notices?matter_no={told['matter_no']}").json["notices"]
    assert ("split_order", "zhapu") in {(row["template"], row["unit"]) for row in rows}
    assert number in zhapu.open(f"/routing/referrals/{former['referral_id']}").text
    all_is_well()


def test_of_what_waits_for_a_person_each_waits_as_long_already(town):
    told = town.register(place=None, claims=[a_claim(), a_claim(text="修复道路")])
    began = running(told["matter_no"])
    number = split(town, told, ids(town, told)[0])
    assert began == running(told["matter_no"]) == running(number)
    waiting = {one["matter_no"] for one in town.visitor("leader").get(TRIAGE).json["matters"]}
    assert {told["matter_no"], number} <= waiting
    assert matter(town, number)["state"] == "AWAITING_TRIAGE"
    all_is_well()


def test_the_last_one_that_waited_for_a_person_takes_the_waiting_along(town):
    told = town.register(place=None, claims=[a_claim(), a_claim(text="修复道路")])
    first, second = ids(town, told)
    body = {"unit": "caoqiao", "reason": "电话核实", "claim_id": first}
    assert town.visitor("leader").post(f"{TRIAGE}/{told['matter_no']}/decisions", json=body).status_code == 201
    town.deliver()
    number = split(town, told, second)
    assert "decide_by_hand" in running(number)
    assert "decide_by_hand" not in running(told["matter_no"])
    assert matter(town, told["matter_no"])["whose_turn"] == "caoqiao"
    all_is_well()


def test_the_limitation_watch_goes_with_its_claim(town):
    known = a_claim(text="确权", facts={"decision_known_on": "2026-11-20"})
    told = town.referral(claims=[a_claim(category="environment", text="夜里排污"), known])
    watched = {rule for rule in running(told["matter_no"]) if rule not in running_of_order(told)}
    assert watched
    began = running(told["matter_no"])
    claim = next(c["claim_id"] for c in matter(town, told["matter_no"])["claims"] if c["text"] == "确权")
    number = split(town, told, claim)
    assert {rule: running(number)[rule] for rule in watched} == {rule: began[rule] for rule in watched}
    assert not watched & set(running(told["matter_no"]))


def running_of_order(told):
    with database("routing").reading() as session:
        found = select(Clock.rule).where(Clock.matter_no == told["matter_no"], Clock.claim_id.is_(None))
        return set(session.scalars(found))


def test_papers_stay_readable_with_the_new_order(town, of_two):
    paper = {"title": "照片", "file": (io.BytesIO(b"%PDF-1.7"), "1.pdf")}
    added = town.visitor("caoqiao").post(at(of_two, "documents"), data=paper, content_type="multipart/form-data")
    assert added.status_code == 201, added.text
    number = split(town, of_two, ids(town, of_two)[1])
    assert "照片" in town.visitor("caoqiao").open(f"/routing/referrals/{order(town, number)['referral_id']}").text


def test_what_was_corrected_before_is_right_in_the_new_matter_and_is_corrected_there_again(town, of_two):
    second, right = ids(town, of_two)[1], new_phone()
    door = f"{DOOR}/{of_two['matter_no']}/corrections"
    for change in ({"claim_id": second, "text": "凌晨排污"}, {"phone": right}):
        assert town.visitor("operator").post(door, json={"reason": "听错。"} | change).status_code == 201
    number = split(town, of_two, second)
    with database("routing").reading() as session:
        kept = session.scalars(select(RoutedClaim).where(RoutedClaim.matter_no == number)).one()
        assert kept.text == "凌晨排污"
        made = session.scalars(select(ReferralOrder).where(ReferralOrder.matter_no == number)).one()
        assert right in made.matter.petitioner
    again = town.visitor("operator").post(
        f"{DOOR}/{number}/corrections", json={"reason": "又听错。", "claim_id": second, "text": "傍晚排污"}
    )
    assert again.status_code == 201
    town.deliver()
    with database("routing").reading() as session:
        assert session.get_one(RoutedClaim, UUID(second)).text == "傍晚排污"
    page = town.visitor("operator").open(f"/intake/matters/{of_two['matter_no']}").text
    assert "拆出的诉求" in page
    assert "凌晨排污" in page
    all_is_well()


def test_the_two_are_never_taken_for_one(town, of_two):
    number = split(town, of_two, ids(town, of_two)[1])
    correct = {"reason": "听错。", "name": "凌某"}
    assert town.visitor("operator").post(f"{DOOR}/{number}/corrections", json=correct).status_code == 201
    compare_what_is_new()
    for each in (number, of_two["matter_no"]):
        asked = matter(town, each)["related"]["asked"]
        assert not {one["other_no"] for one in asked} & {number, of_two["matter_no"]}


def test_a_matter_of_three_is_split_twice(town):
    claims = [a_claim(), a_claim(category="environment", text="夜里排污"), a_claim(text="修复道路")]
    told = town.referral(claims=claims)
    _, second, third = ids(town, told)
    number = split(town, told, second, third)
    last = split(town, {"matter_no": number}, third)
    assert [len(matter(town, each)["claims"]) for each in (told["matter_no"], number, last)] == [1, 1, 1]
    assert running(last) == running(number) == running(told["matter_no"])
    all_is_well()
