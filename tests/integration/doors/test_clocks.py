"""Which clocks begin and end with each act, and where they are shown."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from services.routing.models import ReferralOrder
from shared.clocks.deadline import HERE
from shared.db import database, utc_now
from tests.integration.doors.clocks import EVERY_YEAR, KEEPERS, clocks, told
from tests.integration.doors.test_referrals import at, reply
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim, a_matter

pytestmark = pytest.mark.usefixtures("every_year_is_announced")

TODAY = utc_now().astimezone(HERE).date()
ORDERED = {"by": "petition", "channel": "FORWARDED", "external_no": "1"}
NOWHERE = {"place": "外省某地"}


def running(matter_no, service="routing"):
    return {rule for rule, clock in clocks(matter_no, service).items() if clock.state == "running"}


def was_due(referral, on):
    """As if the day of the order had been another one."""
    clock = KEEPERS["routing"].clock
    with database("routing").transaction() as session:
        mine = (clock.matter_no == referral["matter_no"], clock.rule == "reply_ordered")
        session.execute(update(clock).where(*mine).values(due_on=on))
        order = ReferralOrder.matter_no == referral["matter_no"]
        session.execute(update(ReferralOrder).where(order).values(due_on=on))


@pytest.fixture
def referral(town):
    return town.referral()


def test_23_the_receivers_clocks_run_from_arrival_not_from_signing(town, referral):
    began = clocks(referral["matter_no"])["receiver_tells"]
    assert began.due_on == TODAY + timedelta(days=15)
    assert running(referral["matter_no"]) == {"receiver_tells", "objection_window", "sign_for"}
    town.visitor("caoqiao").post(at(referral, "signatures"), json={})
    assert running(referral["matter_no"]) == {"receiver_tells", "objection_window"}
    assert clocks(referral["matter_no"])["receiver_tells"].due_on == began.due_on


def test_the_answer_ends_them(town, referral):
    caoqiao = town.visitor("caoqiao")
    caoqiao.post(at(referral, "signatures"), json={})
    reply(town, referral)
    assert running(referral["matter_no"]) == {"serve_reply"}, "what is left to do has its own"
    assert told(referral["matter_no"]) == ["clock.started", "clock.stopped", "clock.stopped", "clock.started"]
    before = [clock for rule, clock in clocks(referral["matter_no"]).items() if rule != "serve_reply"]
    assert {clock.next_rung_at for clock in before} == {None}


def test_22_what_is_sent_at_once_has_met_the_senders_days(town, referral):
    [sender] = [clock for clock in clocks(referral["matter_no"]).values() if clock.rule == "direct_receipt_told"]
    assert (sender.state, sender.due_on, sender.event_id) == ("stopped", TODAY + timedelta(days=15), None)


def test_22_3_the_day_of_an_order_is_its_due_date(town):
    order = town.referral(reply_by="2031-03-05", **ORDERED)
    clock = clocks(order["matter_no"])["reply_ordered"]
    assert (clock.due_on, clock.state) == (date(2031, 3, 5), "running")
    assert "2031年3月5日（星期三）到期" in clock.explanation
    assert clocks(town.referral(reply_by="2031-03-05")["matter_no"])["reply_asked"].due_on == date(2031, 3, 5)


def test_22_while_a_person_must_decide_the_senders_clock_runs_from_receipt(town):
    received = (utc_now() - timedelta(days=10)).isoformat()
    matter_no = town.register(by="petition", received_at=received, channel="FORWARDED", **NOWHERE)["matter_no"]
    clock = clocks(matter_no)["petition_office_forwards"]
    assert (clock.due_on, clock.unit) == (TODAY + timedelta(days=5), "petition_office")
    assert running(matter_no) == {"petition_office_forwards", "decide_by_hand"}
    decision = {"unit": "zhapu", "reason": "住在乍浦"}
    assert town.visitor("petition").post(f"/routing/api/v1/triage/{matter_no}/decisions", json=decision).json
    assert running(matter_no) == {"receiver_tells", "objection_window", "sign_for"}


def test_a_report_starts_nobodys_clock_and_tells_of_none(town):
    claims = [a_claim(facts={"award_received_on": TODAY.isoformat()})]
    matter_no = town.register(kind="REPORT", accused_party={"unit": "caoqiao"}, claims=claims)["matter_no"]
    assert running(matter_no) == set()
    assert told(matter_no) == []


def test_43_legal_aid_has_seven_days(town):
    matter_no = town.register(claims=[a_claim(category="work_injury")])["matter_no"]
    clock = clocks(matter_no, "legalaid")["aid_decided"]
    assert (clock.due_on, clock.unit) == (TODAY + timedelta(days=7), "legal_aid_centre")
    aid = town.visitor("aid")
    [application] = aid.get(f"/legalaid/api/v1/applications?matter_no={matter_no}").json["applications"]
    assert [clock["name"] for clock in application["clocks"]] == ["aid_decided"]
    assert (
        "法律援助审查期限"
        in aid.signed_in("aid").open(f"/legalaid/applications/{application['application_id']}").text
    )


def test_the_limitation_of_a_claim_is_watched_by_whoever_holds_it(town):
    received = TODAY - timedelta(days=3)
    facts = {"arbitration": "award", "award_received_on": received.isoformat()}
    matter_no = town.register(claims=[a_claim(category="work_injury", facts=facts)])["matter_no"]
    found = clocks(matter_no)
    watch = found["suit_after_award"]
    assert set(found) == {"direct_receipt_told", "suit_after_award"}
    assert (watch.kind, watch.unit, watch.state) == ("right", "legal_aid_centre", "running")
    assert watch.due_on == EVERY_YEAR.next_worked(received + timedelta(days=15))
    assert "收到仲裁裁决书" in watch.explanation


@pytest.mark.parametrize("told_as", ["2999-01-01", "2026/11/20", "昨天", True, 20260101])
def test_a_fact_that_is_no_day_that_has_come_is_refused_and_not_left_unwatched(town, told_as):
    body = a_matter(claims=[a_claim(), a_claim(category="work_injury", facts={"award_received_on": told_as})])
    refused = town.visitor("operator").refused(422, "/intake/api/v1/matters", json=body)
    assert list(fields_of(refused)) == ["claims.1.facts.award_received_on"]


def test_a_day_of_long_ago_starts_nothing(town):
    facts = {"award_received_on": "0001-01-01", "harm_known_on": "0001-01-01"}
    matter_no = town.register(claims=[a_claim(category="work_injury", facts=facts)])["matter_no"]
    assert not running(matter_no)


def test_a_watch_goes_with_its_claim_when_a_person_decides(town):
    facts = {"award_received_on": TODAY.isoformat()}
    matter_no = town.register(claims=[a_claim(facts=facts)], **NOWHERE)["matter_no"]
    assert clocks(matter_no)["suit_after_award"].unit == "bureau"
    decision = {"unit": "zhapu", "reason": "住在乍浦"}
    town.visitor("leader").post(f"/routing/api/v1/triage/{matter_no}/decisions", json=decision)
    assert clocks(matter_no)["suit_after_award"].unit == "zhapu"
    assert "suit_after_award" in running(matter_no)


def test_json_has_each_clock_with_its_explanation(town, referral):
    shown = {clock["name"]: clock for clock in referral["clocks"]}
    assert set(shown) == {"receiver_tells", "objection_window", "sign_for"}
    tells = shown["receiver_tells"]
    assert (tells["state"], tells["due_on"]) == ("running", (TODAY + timedelta(days=15)).isoformat())
    assert tells["explanation"].endswith("《信访工作条例》第二十三条第三款")
    assert tells["explanation_en"].endswith("信访工作条例 23")


def test_referrals_can_be_asked_for_by_what_is_due_before_a_day(town):
    order = town.referral(reply_by=TODAY.isoformat(), **ORDERED)
    petition = town.visitor("petition")

    def due_before(day):
        found = petition.get(f"/routing/api/v1/referrals?due_before={day}&matter_no={order['matter_no']}").json
        return [row["referral_id"] for row in found["referrals"]]

    assert due_before(TODAY) == []
    assert due_before(TODAY + timedelta(days=1)) == [order["referral_id"]]


def test_the_desk_and_the_referral_show_the_band_in_words_and_the_reason(town, referral):
    visitor = town.visitor().signed_in("caoqiao")
    for page in ("/routing/referrals", f"/routing/referrals/{referral['referral_id']}"):
        text = visitor.open(page).text
        assert "接收告知期限" in text
        assert "还剩 15 天" in text
        assert "《信访工作条例》第二十三条第三款" in text


def test_a_late_clock_is_called_late_and_what_is_due_first_comes_first(town):
    other = town.referral(place="乍浦镇")
    late = town.referral(reply_by=TODAY.isoformat(), place="乍浦镇", **ORDERED)
    was_due(late, date(2020, 1, 5))
    rows = town.visitor().signed_in("zhapu").open("/routing/referrals/rows").text
    assert "逾期" in rows
    assert rows.index(late["matter_no"]) < rows.index(other["matter_no"])


def test_the_matter_says_whose_turn_it_is_and_until_when(town, referral):
    operator = town.visitor("operator")
    matter = operator.get(f"/intake/api/v1/matters/{referral['matter_no']}").json
    assert {clock["name"] for clock in matter["clocks"]} == {"receiver_tells", "objection_window", "sign_for"}
    page = town.visitor().signed_in("operator").open(f"/intake/matters/{referral['matter_no']}").text
    assert "最近期限" in page
    assert "期限起算" in page
