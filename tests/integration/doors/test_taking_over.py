"""A unit is closed: nothing it held is left in nobody's hands, each order gets its line, once, whoever looks."""

from datetime import timedelta
from uuid import UUID

import eventlet
import pytest
from sqlalchemy import select, update

from services.console.actions import put_unit
from services.routing import clock
from services.routing.actions import taking_over
from services.routing.audit import INVARIANTS
from services.routing.models import Objection, ReferralOrder, RoutedClaim
from shared.db import database, utc_now
from shared.messaging.tables import Outbox
from shared.web.page import HERE
from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_objections import AGREED, at, decided, matter, objected
from tests.integration.doors.test_referrals import answers, reply
from tests.support.city import name_of

REFORM = "机构改革，职权划转"
SOON = (utc_now().astimezone(HERE).date() + timedelta(days=7)).isoformat()


def close(town, unit, successor=None):
    told = {"words": REFORM, "successor": successor}
    assert town.visitor("admin").post(f"/console/api/v1/units/{unit}/closings", json=told).status_code == 201
    town.deliver()


def tick(town):
    clock.hand_over_what_closed_units_hold()
    town.deliver()


def sent_to(town, place, **changes):
    """A referral the petition office sent to the office of a place."""
    return town.referral(by="petition", channel="FORWARDED", external_no="1", place=place, **changes)


def now_of(town, referral, by="petition"):
    return town.visitor(by).get(f"/routing/api/v1/referrals/{referral['referral_id']}").json


def published(type_, *matters):
    query = select(Outbox.subject).where(Outbox.type == type_, Outbox.subject.in_(matters))
    with database("routing").reading() as session:
        return sorted(session.scalars(query))


def nothing_is_wrong():
    with database("routing").reading() as session:
        return [(i.__name__, list(i(session, utc_now()))) for i in INVARIANTS if list(i(session, utc_now()))] == []


def test_what_it_held_goes_to_its_successor_in_its_state_and_its_time_runs_on(town):
    unsigned, signed, disputed, done = (sent_to(town, "林埭镇") for _ in range(4))
    for referral in (signed, done):
        town.visitor("lindai").post(at(referral, "signatures"), json={})
    reply(town, done, "lindai")
    order = {"cause": "LATE", "words": "请抓紧。", "reply_by": SOON}
    town.visitor("petition").post(at(signed, "supervisions"), json=order)
    objected(town, disputed, {"reason": "NOT_OUR_DUTY", "explanation": "不属职权。"})
    due = clocks(signed["matter_no"])["receiver_tells"].due_on

    close(town, "lindai", "zhongdai")
    assert not nothing_is_wrong(), "until somebody looks, the audit says so"
    tick(town)

    held = [now_of(town, referral) for referral in (unsigned, signed, disputed, done)]
    assert [(one["unit"], one["state"]) for one in held] == [
        ("zhongdai", "AWAITING_SIGN"),
        ("zhongdai", "IN_PROGRESS"),
        ("zhongdai", "OBJECTED"),
        ("zhongdai", "ANSWERED"),
    ]
    clock_now = clocks(signed["matter_no"])["receiver_tells"]
    assert (clock_now.unit, clock_now.due_on) == ("zhongdai", due)
    seen = matter(town, signed)
    assert seen["whose_turn"] == "zhongdai"
    assert "referral.taken_over" in {entry["type"] for entry in seen["timeline"]}
    notices = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={signed['matter_no']}").json["notices"]
    assert {("taking_over", "zhongdai"), ("taken_over", None)} <= {(n["template"], n["unit"]) for n in notices}
    assert nothing_is_wrong()
    assert held[2]["objections"][0]["unit"] == "lindai", "who objected stays the one that did"
    page = town.visitor().signed_in("petition").open(f"/routing/referrals/{disputed['referral_id']}")
    assert f"<dt>提出单位</dt><dd>{name_of('lindai')}</dd>" in page.source

    assert town.visitor("zhongdai").post(at(unsigned, "signatures"), json={}).status_code == 201
    assert town.visitor("zhongdai").post(at(signed, "opinions"), json=answers(signed)).status_code == 201
    supervision = now_of(town, signed)["urgings"][0]
    door = f"/routing/api/v1/supervisions/{supervision['order_id']}/answers"
    assert town.visitor("zhongdai").post(door, json={"words": "已办。"}).status_code == 201
    served = {"means": "HANDED", "served_on": utc_now().astimezone(HERE).date().isoformat(), "receiver": "本人"}
    assert town.visitor("zhongdai").post(at(done, "services"), json=served).status_code == 201
    town.visitor("lindai").refused(404, at(unsigned, "signatures"), json={})


def test_what_comes_afterwards_goes_to_the_successor_at_once(town):
    close(town, "guangchen", "xincang")
    referral = sent_to(town, "广陈镇")
    assert (referral["unit"], referral["state"]) == ("xincang", "AWAITING_SIGN")
    assert "第二十四条第二款" in referral["choice"]["article"]


def test_without_a_successor_it_goes_back_to_be_sent_on_again(town):
    referral = sent_to(town, "新埭镇")
    close(town, "xindai")
    tick(town)
    assert now_of(town, referral)["state"] == "RETURNED"
    seen = matter(town, referral)
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_TRIAGE", "petition_office")
    told = [entry["facts"] for entry in seen["timeline"] if entry["type"] == "matter.held_for_triage"]
    assert "已经撤销" in told[-1]["reason"]
    decisions = f"/routing/api/v1/triage/{referral['matter_no']}/decisions"
    town.visitor("petition").refused(422, decisions, json={"unit": "xindai", "reason": "属地"})
    assert town.visitor("petition").post(decisions, json={"unit": "zhapu", "reason": "指定"}).status_code == 201
    assert nothing_is_wrong()


def test_a_successor_that_returned_it_before_does_not_get_it_again(town):
    referral = sent_to(town, "曹桥街道")
    objected(town, referral)
    decided(town, "petition", referral, unit="danghu")
    close(town, "danghu", "caoqiao")
    tick(town)
    assert matter(town, referral)["whose_turn"] == "petition_office"
    assert nothing_is_wrong()


def test_a_successor_that_was_closed_too_is_passed_over_for_its_own(town):
    referral = sent_to(town, "独山港镇")
    close(town, "dushangang", "zhapu")
    close(town, "zhapu", "caoqiao")
    tick(town)
    assert now_of(town, referral)["unit"] == "caoqiao"


@pytest.fixture(scope="module")
def village(town):
    """Makes another office below the bureau, with claims that it holds."""
    made = []

    def make(many):
        code = f"village_{len(made)}"
        made.append(code)
        told = {"kind": "justice_office", "name": f"村点{len(made)}", "name_en": "Village", "superior": "bureau"}
        with database("console").transaction() as session:
            put_unit(session, code=code, **told)
        town.deliver()
        referrals = []
        for _ in range(many):
            held = town.register(by="petition", channel="FORWARDED", external_no="1", place=None)["matter_no"]
            door = f"/routing/api/v1/triage/{held}/decisions"
            told = town.visitor("petition").post(door, json={"unit": code, "reason": "指定"})
            referrals.append(told.json)
        town.deliver()
        return code, referrals

    return make


def test_two_replicas_hand_each_over_once_however_often_they_look(town, village):
    unit, referrals = village(8)
    close(town, unit, "caoqiao")
    for _ in range(2):
        replicas = [eventlet.spawn(clock.hand_over_what_closed_units_hold) for _ in range(2)]
        [replica.wait() for replica in replicas]
    numbers = sorted(referral["matter_no"] for referral in referrals)
    assert published("referral.taken_over", *numbers) == numbers


def test_one_that_fails_stops_no_other_and_goes_next_time(town, village, monkeypatch):
    unit, referrals = village(3)
    close(town, unit, "caoqiao")
    rightly, bad = taking_over._follower, referrals[1]["referral_id"]

    def dies(session, referral):
        if str(referral.referral_id) == bad:
            raise RuntimeError("out of order")
        return rightly(session, referral)

    monkeypatch.setattr(taking_over, "_follower", dies)
    tick(town)
    assert [now_of(town, referral)["unit"] for referral in referrals] == ["caoqiao", unit, "caoqiao"]
    monkeypatch.setattr(taking_over, "_follower", rightly)
    tick(town)
    assert now_of(town, referrals[1])["unit"] == "caoqiao"


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)  # SQLite lets one writer in at a time
def test_a_replica_passes_over_what_somebody_is_at(town, village):
    unit, [referral] = village(1)
    close(town, unit, "caoqiao")
    mine = select(ReferralOrder).where(ReferralOrder.unit == unit).with_for_update(of=ReferralOrder)
    with database("routing").transaction() as session:
        session.scalars(mine).one()
        clock.hand_over_what_closed_units_hold()
    assert now_of(town, referral)["unit"] == unit
    tick(town)
    assert now_of(town, referral)["unit"] == "caoqiao"


def test_an_objection_and_a_decision_that_waited_for_a_closed_unit_wait_for_another(town, village):
    unit, _ = village(0)
    given = sent_to(town, "曹桥街道")
    objected(town, given)
    waiting = town.register(by="petition", channel="FORWARDED", external_no="1", place=None)["matter_no"]
    hand_to(unit, given, waiting)
    close(town, unit, "bureau")
    tick(town)
    assert now_of(town, given)["objections"][0]["decider"] == "bureau"
    assert "objection.passed_on" in {entry["type"] for entry in matter(town, given)["timeline"]}
    assert matter(town, {"matter_no": waiting})["whose_turn"] == "bureau"
    assert town.visitor("leader").post(at(given, "objection-decisions"), json=AGREED).status_code == 201
    assert nothing_is_wrong()


def hand_to(unit, referral, waiting):
    """As if that unit had been the decider of both."""
    objection = update(Objection).where(Objection.referral_id == UUID(referral["referral_id"]))
    claim = update(RoutedClaim).where(RoutedClaim.matter_no == waiting)
    order = update(ReferralOrder).where(ReferralOrder.referral_id == UUID(referral["referral_id"]))
    with database("routing").transaction() as session:
        session.execute(objection.values(decider=unit))
        session.execute(order.values(turn=unit))
        session.execute(claim.values(triage_holder=unit))
