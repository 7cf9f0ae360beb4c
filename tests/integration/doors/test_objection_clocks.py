"""Until when a unit may object, and which clocks an objection stops, keeps and starts."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from services.routing.models import Clock, ReferralOrder
from services.routing.timing import last_day_to_object
from shared.clocks import in_force
from shared.clocks.deadline import HERE
from shared.db import database, utc_now
from tests.integration.doors.clocks import after, clocks, look
from tests.integration.doors.test_clocks import NOWHERE, running
from tests.integration.doors.test_objections import ELSEWHERE, at, decided, now_at, objected, wrong
from tests.support.matters import a_claim
from tests.unit.clocks.books import OFFICIAL, day

pytestmark = pytest.mark.usefixtures("every_year_is_announced")

OWED = {"receiver_tells", "objection_window", "sign_for"}
TODAY = utc_now().astimezone(HERE).date()


@pytest.fixture
def forwarded(town):
    return town.referral(by="petition", channel="FORWARDED", external_no="1")


def of(referral):
    """The states of a referral's clocks by their rules."""
    with database("routing").reading() as session:
        found = session.execute(
            select(Clock.rule, Clock.state)
            .where(Clock.subject_id == ReferralOrder.referral_id)
            .join_from(Clock, ReferralOrder, Clock.subject_id == ReferralOrder.referral_id)
            .where(ReferralOrder.unit == referral["unit"], ReferralOrder.matter_no == referral["matter_no"])
        )
        return dict(found.all())


def end_the_window(referral, last_day):
    with database("routing").transaction() as session:
        window = (Clock.matter_no == referral["matter_no"], Clock.rule == "objection_window")
        session.execute(update(Clock).where(*window).values(due_on=last_day))


@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [("2026-09-14", "2026-09-20"), ("2026-09-11", "2026-09-18"), ("2026-09-28", "2026-10-10")],
)
def test_23_3_five_working_days_make_up_days_counted(town, forwarded, monkeypatch, received_on, last_day):
    monkeypatch.setattr(in_force, "calendar", lambda: OFFICIAL)
    with database("routing").reading() as session:
        referral = session.scalars(
            select(ReferralOrder).where(ReferralOrder.matter_no == forwarded["matter_no"])
        ).one()
        referral.clocks.clear()
        received = day(received_on)
        referral.made_at = datetime(received.year, received.month, received.day, 2, tzinfo=UTC)
        assert last_day_to_object(referral) == day(last_day)
        session.expunge_all()


def test_on_the_last_day_a_unit_may_object_after_it_not(town, forwarded):
    late = town.referral(by="petition", channel="FORWARDED", external_no="2")
    end_the_window(late, after(TODAY, -1))
    problem = town.visitor("caoqiao").refused(409, at(late, "objections"), json=ELSEWHERE)
    sentence = f"提出异议的期限已过，最后一日是 {after(TODAY, -1)}（《信访工作条例》第二十三条第三款）"
    assert sentence in str(problem)
    assert of(late) == dict.fromkeys(OWED, "running")
    end_the_window(forwarded, TODAY)
    objected(town, forwarded)


def test_when_it_is_too_late_the_page_offers_no_objection(town, forwarded):
    path = f"/routing/referrals/{forwarded['referral_id']}"
    caoqiao = town.visitor().signed_in("caoqiao")
    assert "理由说明" in caoqiao.open(path).text
    end_the_window(forwarded, after(TODAY, -1))
    assert "理由说明" not in caoqiao.open(path).text


def test_an_objection_uses_up_the_window_and_stops_nothing_that_is_owed(town, forwarded):
    due_on = clocks(forwarded["matter_no"])["receiver_tells"].due_on
    objected(town, forwarded)
    assert of(forwarded) == {"receiver_tells": "running", "objection_window": "stopped", "sign_for": "stopped"}
    assert clocks(forwarded["matter_no"])["receiver_tells"].due_on == due_on
    assert wrong() == []


def test_refused_the_unit_must_still_sign_and_its_days_have_run_on(town, forwarded):
    due_on = clocks(forwarded["matter_no"])["receiver_tells"].due_on
    objected(town, forwarded)
    decided(town, "petition", forwarded, agreed=False)
    assert running(forwarded["matter_no"]) == {"receiver_tells", "sign_for"}
    assert clocks(forwarded["matter_no"])["receiver_tells"].due_on == due_on
    assert wrong() == []


def test_refused_after_signing_nothing_is_to_be_signed_again(town, forwarded):
    town.visitor("caoqiao").post(at(forwarded, "signatures"), json={})
    objected(town, forwarded)
    decided(town, "petition", forwarded, agreed=False)
    assert running(forwarded["matter_no"]) == {"receiver_tells"}


def test_returned_the_old_clocks_stop_and_the_next_unit_starts_its_own(town, forwarded):
    objected(town, forwarded)
    decided(town, "petition", forwarded, unit="zhapu")
    assert set(of(forwarded).values()) == {"stopped"}
    assert of(now_at(town, forwarded)) == dict.fromkeys(OWED, "running")
    assert wrong() == []


def test_the_watch_over_a_limitation_goes_with_the_returned_claim(town):
    claims = [a_claim(facts={"award_received_on": TODAY.isoformat()})]
    forwarded = town.referral(by="petition", channel="FORWARDED", external_no="1", claims=claims)
    assert clocks(forwarded["matter_no"])["suit_after_award"].unit == "caoqiao"
    objected(town, forwarded)
    decided(town, "petition", forwarded, unit="zhapu")
    watch = clocks(forwarded["matter_no"])["suit_after_award"]
    assert (watch.unit, watch.state) == ("zhapu", "running")
    assert str(watch.subject_id) == now_at(town, forwarded)["referral_id"]


def test_returned_to_a_person_that_person_has_the_agreed_days(town, forwarded):
    objected(town, forwarded)
    decided(town, "petition", forwarded)
    clock = clocks(forwarded["matter_no"])["decide_by_hand"]
    assert (clock.unit, clock.state) == ("petition_office", "running")
    assert running(forwarded["matter_no"]) == {"decide_by_hand"}
    assert wrong() == []


def test_the_senders_clock_stops_when_the_last_claim_is_decided(town):
    matter_no = town.register(claims=[a_claim(), a_claim(category="debt", text="还钱")], **NOWHERE)["matter_no"]
    leader, door = town.visitor("leader"), f"/routing/api/v1/triage/{matter_no}/decisions"
    claims = [claim["claim_id"] for claim in leader.get(f"/intake/api/v1/matters/{matter_no}").json["claims"]]
    leader.post(door, json={"unit": "xincang", "reason": "电话核实", "claim_id": claims[1]})
    assert {"direct_receipt_told", "decide_by_hand"} <= running(matter_no)
    leader.post(door, json={"unit": "zhapu", "reason": "电话核实"})
    assert not {"direct_receipt_told", "decide_by_hand"} & running(matter_no)
    assert wrong() == []


def test_a_window_that_lapsed_stays_over(town, forwarded):
    look(after(clocks(forwarded["matter_no"])["objection_window"].due_on, 1))
    assert of(forwarded)["objection_window"] == "lapsed"
