"""A reply that nobody serves or performs is supervised by the city's own numbers like what was never answered."""

import pytest

from tests.integration.doors.test_after_the_reply import handed, today
from tests.integration.doors.test_completion_report import replied
from tests.integration.doors.test_handing_on import broken, posted
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_return_visits import said
from tests.integration.doors.test_supervising_itself import asks_again, by_itself, days_later, in_force_now
from tests.integration.doors.test_urging import DONE as ANSWER
from tests.integration.doors.test_urging import LATE, REFUSED
from tests.integration.doors.town import ON_ONE_DATABASE

pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]
NOT_FINISHED = [("NOT_FINISHED", "SUPERVISE")]
NOBODY_THERE = {"means": "NOT_SERVED", "served_on": today(), "words": "家中无人。"}


@pytest.fixture
def answered(town, office):
    return replied(town, office)


@pytest.fixture
def supported(town, office):
    return replied(town, office, outcome="SUPPORT")


def performed(town, referral):
    done = {"claim_id": referral["claims"][0]["claim_id"], "done_on": today(), "words": "围墙已拆除。"}
    posted(town, "caoqiao", at(referral, "performances"), done)


def test_a_reply_that_lies_unserved_for_half_its_days_is_supervised_once(town, answered):
    days_later(town, 7)
    assert by_itself(town, answered) == []
    days_later(town, 8)
    days_later(town, 9)
    assert by_itself(town, answered) == NOT_FINISHED
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={answered['matter_no']}").json["notices"]
    sent = {(row["template"], row["recipient"], row["unit"]) for row in rows}
    assert sent >= {("supervision", "unit", "caoqiao"), ("supervision", "head", "caoqiao")}
    assert "supervision.issued" in [entry["type"] for entry in matter(town, answered)["timeline"]]
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{answered['referral_id']}")
    assert "没有登记送达、执行情况" in page.text
    order = in_force_now(town, answered)
    posted(town, "caoqiao", f"/routing/api/v1/supervisions/{order['order_id']}/answers", ANSWER)
    assert broken() == set()


def test_whoever_tried_to_serve_it_is_not_supervised_for_doing_nothing(town, answered):
    posted(town, "caoqiao", at(answered, "services"), NOBODY_THERE)
    days_later(town, 14)
    assert by_itself(town, answered) == []


def test_what_was_served_and_is_not_performed_is_supervised_at_half_the_time_for_that(town, supported):
    posted(town, "caoqiao", at(supported, "services"), handed())
    days_later(town, 14)
    assert by_itself(town, supported) == []
    days_later(town, 15)
    assert by_itself(town, supported) == NOT_FINISHED
    assert broken() == set()


def test_whoever_served_and_performed_it_in_time_is_supervised_for_nothing(town, supported):
    posted(town, "caoqiao", at(supported, "services"), handed())
    performed(town, supported)
    days_later(town, 40)
    assert by_itself(town, supported) == []


def test_a_refused_answer_over_what_is_not_performed_becomes_a_listed_supervision(town, supported):
    posted(town, "petition", at(supported, "supervisions"), LATE)
    door = f"/routing/api/v1/supervisions/{in_force_now(town, supported)['order_id']}"
    posted(town, "caoqiao", f"{door}/answers", ANSWER)
    posted(town, "petition", f"{door}/answer-decisions", REFUSED)
    days_later(town, 5)
    assert by_itself(town, supported) == []
    days_later(town, 6)
    assert by_itself(town, supported) == [("NOT_MENDED", "SUPERVISE_LISTED")]
    assert broken() == set()


def test_a_petitioner_who_asks_where_the_promised_remains_presses_the_unit(town, supported):
    posted(town, "caoqiao", at(supported, "services"), handed())
    assert matter(town, supported)["state"] == "ANSWERED"
    here = f"/intake/matters/{supported['matter_no']}"
    assert f"{here}/contacts/new" in town.visitor().signed_in("petition").open(here).links
    asks_again(town, supported, by="petition")
    assert by_itself(town, supported) == [("CAME_AGAIN", "SUPERVISE")]
    assert broken() == set()


def test_of_what_is_finished_nobody_is_supervised(town, answered):
    posted(town, "caoqiao", at(answered, "services"), handed())
    posted(town, "petition", at(answered, "return-visits"), said())
    asks_again(town, answered, by="petition")
    days_later(town, 40)
    assert by_itself(town, answered) == []
