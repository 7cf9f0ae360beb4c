"""Somebody leaves or moves: what they had in hand goes back to their unit, with a line, and nothing else changes."""

import pytest

from services.console.actions import put_staff
from services.routing import clock
from services.routing.audit import INVARIANTS
from shared.db import database, utc_now
from tests.integration.doors.test_after_the_reply import handed
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.support.city import staff


@pytest.fixture
def in_hand(town):
    def make(place, unit):
        referral = town.referral(by="petition", channel="FORWARDED", external_no="1", place=place)
        assert town.visitor(unit).post(at(referral, "signatures"), json={}).status_code == 201
        return referral

    return make


def tick(town):
    town.deliver()
    clock.hand_over_what_closed_units_hold()
    town.deliver()


def now_of(town, referral):
    return town.visitor("petition").get(f"/routing/api/v1/referrals/{referral['referral_id']}").json


def broken():
    with database("routing").reading() as session:
        return {check.__name__ for check in INVARIANTS if list(check(session, utc_now()))}


def test_what_who_left_had_in_hand_goes_back_to_the_unit(town, in_hand):
    open_one, done, unserved = (in_hand("乍浦镇", "zhapu") for _ in range(3))
    for referral in (done, unserved):
        reply(town, referral, "zhapu")
    assert town.visitor("zhapu").post(at(done, "services"), json=handed()).status_code == 201
    assert now_of(town, open_one)["handler"] == "zhapu"
    left = town.visitor("admin").post("/console/api/v1/staff/zhapu/departures", json={"words": "调离"})
    assert left.status_code == 201
    town.deliver()
    assert broken() == {"nothing_open_is_in_the_hands_of_who_left"}, "until somebody looks, the audit says so"
    tick(town)
    now = now_of(town, open_one)
    assert (now["handler"], now["state"], now["whose_turn"]) == (None, "IN_PROGRESS", "zhapu")
    assert now_of(town, done)["handler"] == "zhapu", "who answered it is remembered"
    assert now_of(town, unserved)["handler"] is None, "somebody else serves it"
    assert [e["facts"]["username"] for e in released(town, unserved)] == ["zhapu"]
    assert [e["facts"]["username"] for e in released(town, open_one)] == ["zhapu"]
    assert broken() == set()
    tick(town)
    assert len(released(town, open_one)) == 1
    assert town.visitor("zhapu2").post(at(open_one, "opinions"), json=answers(open_one)).status_code == 201


def test_a_colleague_who_was_named_takes_over_and_the_timeline_says_so(town, in_hand):
    referral, theirs = in_hand("林埭镇", "lindai"), in_hand("林埭镇", "lindai")
    door = f"/routing/api/v1/matters/{theirs['matter_no']}/recusals"
    assert town.visitor("lindai2").post(door, json={"interest": "邻居"}).status_code == 201
    admin, here = town.visitor().signed_in("admin"), "/console/staff/lindai"
    page = admin.open(here)
    for nobody_there in ("zhapu2", "lindai", "nobody"):
        wrong = {"words": "调离", "successor": nobody_there}
        refused = admin.refused(422, f"{here}/departures", data=page.form(wrong))
        assert "请选择本单位在岗的工作人员" in refused.said("successor-error")
    told = admin.post(f"{here}/departures", data=page.form({"words": "调离", "successor": "lindai2"}))
    assert told.status_code == 303
    tick(town)
    assert (now_of(town, referral)["handler"], now_of(town, referral)["whose_turn"]) == ("lindai2", "lindai")
    [entry] = released(town, referral)
    assert (entry["facts"]["username"], entry["facts"]["follower"]) == ("lindai", "lindai2")
    timeline = town.visitor().signed_in("petition").open(f"/intake/matters/{referral['matter_no']}").text
    assert "离岗，由演示林埭所长接着办" in timeline
    assert now_of(town, theirs)["handler"] is None, "who withdrew from a matter does not get it"
    assert "演示林埭所长" in admin.open(here).text
    tick(town)
    assert len(released(town, referral)) == 1
    assert broken() == set()


def test_who_moved_to_another_unit_takes_nothing_along(town, in_hand):
    referral = in_hand("新仓镇", "xincang")
    with database("console").transaction() as session:
        put_staff(session, **{**staff()["xincang"], "unit": "caoqiao"})
    tick(town)
    assert (now_of(town, referral)["handler"], now_of(town, referral)["unit"]) == (None, "xincang")
    assert broken() == set()


def released(town, referral):
    return [entry for entry in matter(town, referral)["timeline"] if entry["type"] == "handler.released"]
