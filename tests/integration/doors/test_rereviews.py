"""Who does not agree with a review asks for a re-review (复核); a hearing (听证) in one does not count into it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from services.routing.models import Clock
from shared.db import database, utc_now
from tests.integration.doors.clocks import clocks
from tests.integration.doors.reviewing import (
    answered_and_served,
    asked,
    decided,
    letters,
    request,
    rereviewed,
    served,
)
from tests.integration.doors.test_after_the_reply import today
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_referrals import answers
from tests.integration.doors.test_reopening import AGAIN, orders
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of

pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]

HEARING = {"place": "信访局一楼听证室", "words": "双方说法不一。"}


@pytest.fixture
def petition(town):
    return town.visitor("petition")


@pytest.fixture
def referral(town):
    return answered_and_served(town)


@pytest.fixture
def rereview(town, referral):
    return rereviewed(town, referral)


def hearing(**changes):
    return {"first_on": today(), "hearing_on": today(5), **HEARING, **changes}


def held(petition, order, **changes):
    answer = petition.post(at(order, "hearings"), json=hearing(**changes))
    assert answer.status_code == 201, answer.text
    return answer.json


def test_above_the_unit_that_reviewed_and_never_the_one_that_answered(town, referral, rereview):
    assert (rereview["kind"], rereview["unit"]) == ("REREVIEW", "petition_office")
    periods = clocks(referral["matter_no"])
    assert (periods["ask_rereview"].state, periods["answer_rereview"].unit) == ("stopped", "petition_office")
    seen = matter(town, referral)
    assert (seen["state"], seen["whose_turn"]) == ("UNDER_REREVIEW", "petition_office")
    assert [one["state"] for one in orders(town, referral)] == ["REVIEWED", "REVIEWED", "IN_PROGRESS"]


def test_served_it_is_final_at_once_and_nothing_more_may_be_asked_for(town, referral, rereview):
    decided(town, rereview)
    told = served(town, rereview)
    assert told["state"] == "FINALISED"
    seen = matter(town, referral)
    assert (seen["state"], {claim["outcome"] for claim in seen["claims"]}) == ("FINALISED", {"EXPLAIN"})
    desk = town.visitor("operator")
    refused = desk.refused(409, at(rereview, "review-requests"), json=request())
    assert "不再受理" in refused["title"]
    assert "第三十六条第三款" in refused["title"]
    desk.refused(409, at(rereview, "reopenings"), json=AGAIN)
    assert ("finalised", "unit", "hotline") in letters(town, referral)


def test_what_a_re_review_supports_is_performed_before_it_is_final(town, referral, rereview):
    decided(town, rereview, "TO_SUPPORT")
    assert served(town, rereview)["state"] == "ANSWERED"
    done = {"claim_id": rereview["claims"][0]["claim_id"], "done_on": today(), "words": "已督促拆除。"}
    told = town.visitor("petition").post(at(rereview, "performances"), json=done)
    assert (told.status_code, told.json["state"]) == (201, "FINALISED")


def test_a_re_review_may_revoke_too_and_the_unit_that_handled_it_begins_anew(town, referral, rereview):
    decided(town, rereview, "REVOKED")
    anew = orders(town, referral)[-1]
    assert (anew["unit"], anew["state"]) == ("caoqiao", "AWAITING_SIGN")
    assert served(town, rereview)["state"] == "REVOKED"


def test_above_the_petition_office_nobody_of_this_city_reviews(town, petition):
    path = "/routing/api/v1/matters/{}/recusals"
    referral = answered_and_served(town)
    review = asked(town, referral)
    for username in ("leader", "leader2"):
        town.visitor(username).post(path.format(review["matter_no"]), json={"interest": "当事人是我的亲属"})
    town.deliver()
    review = {**review, "unit": "petition_office"}
    decided(town, review)
    served(town, review)
    refused = town.visitor("operator").refused(409, at(review, "review-requests"), json=request())
    assert "不在本系统" in refused["title"]


def test_whoever_heard_both_is_reminded_until_the_hearing_is_said_to_be_over(town, petition, rereview):
    held(petition, rereview)
    of_it = clocks(rereview["matter_no"])["end_hearing"]
    assert (of_it.state, of_it.unit) == ("running", "petition_office")
    assert of_it.subject_id == UUID(rereview["referral_id"])
    assert of_it.due_on > date.fromisoformat(today(5)), "from the day of the hearing"
    page = town.visitor().signed_in("petition").open(f"/routing/referrals/{rereview['referral_id']}")
    assert "听证结束登记期限" in page.text
    over = {"last_on": today(), "words": "双方都到场。"}
    assert petition.post(at(rereview, "hearing-ends"), json=over).status_code == 201
    assert clocks(rereview["matter_no"])["end_hearing"].state == "stopped"


def test_a_hearing_pauses_the_thirty_days_and_they_run_on_longer_by_it(town, petition, rereview):
    told = held(petition, rereview)
    [period] = [one for one in told["clocks"] if one["name"] == "answer_rereview"]
    assert (period["state"], period["due_on"]) == ("paused", None)
    refused = petition.refused(409, at(rereview, "opinions"), json=answers(rereview, outcome="UPHELD"))
    assert "听证还没有结束" in refused["title"]
    answer = petition.post(at(rereview, "hearing-ends"), json={"last_on": today(), "words": "双方都到场。"})
    assert answer.status_code == 201, answer.text
    assert clocks(rereview["matter_no"])["answer_rereview"].due_on.isoformat() == today(30), "day 0 never counts"
    town.deliver()
    assert {("hearing", "petitioner", None), ("hearing_over", "petitioner", None)} <= letters(town, rereview)
    types = [entry["type"] for entry in matter(town, rereview)["timeline"]]
    assert types.index("hearing.opened") < types.index("hearing.closed")
    decided(town, rereview)


def test_a_pause_and_its_end_are_a_hearing_under_another_name(town, petition, rereview):
    assert petition.post(at(rereview, "pauses"), json=hearing()).status_code == 201
    assert clocks(rereview["matter_no"])["answer_rereview"].due_on is None
    assert "听证正在进行" in petition.refused(409, at(rereview, "pauses"), json=hearing())["title"]
    end = {"last_on": today(), "words": "双方都到场。"}
    assert petition.post(at(rereview, "resumptions"), json=end).status_code == 201
    assert clocks(rereview["matter_no"])["answer_rereview"].due_on.isoformat() == today(30)
    assert "没有正在进行的听证" in petition.refused(409, at(rereview, "resumptions"), json=end)["title"]


def ten_days_older(rereview):
    """As if it had been asked for ten days ago."""
    earlier = utc_now() - timedelta(days=10)
    with database("routing").transaction() as session:
        mine = (Clock.rule == "answer_rereview", Clock.matter_no == rereview["matter_no"])
        session.execute(update(Clock).where(*mine).values(started_at=earlier))


def test_a_hearing_that_took_days_moves_the_last_day_by_them(petition, rereview):
    ten_days_older(rereview)
    held(petition, rereview, first_on=today(-5), hearing_on=today(-2))
    answer = petition.post(at(rereview, "hearing-ends"), json={"last_on": today(-2), "words": "双方都到场。"})
    [period] = [one for one in answer.json["clocks"] if one["name"] == "answer_rereview"]
    assert period["due_on"] == today(-10 + 30 + 4)
    assert "听证" in period["explanation"]


def test_one_hearing_at_a_time_and_no_day_that_cannot_be(town, petition, rereview):
    for wrong in ({"first_on": today(1)}, {"first_on": today(-1)}):
        refused = petition.refused(422, at(rereview, "hearings"), json=hearing(**wrong))
        assert list(fields_of(refused)) == ["first_on"]
    refused = petition.refused(422, at(rereview, "hearings"), json=hearing(hearing_on=today(-1)))
    assert list(fields_of(refused)) == ["hearing_on"]
    end = {"last_on": today(), "words": "双方都到场。"}
    assert "没有正在进行的听证" in petition.refused(409, at(rereview, "hearing-ends"), json=end)["title"]
    held(petition, rereview)
    assert "听证正在进行" in petition.refused(409, at(rereview, "hearings"), json=hearing())["title"]
    refused = petition.refused(422, at(rereview, "hearing-ends"), json={**end, "last_on": today(1)})
    assert list(fields_of(refused)) == ["last_on"]
    petition.post(at(rereview, "hearing-ends"), json=end)
    refused = petition.refused(422, at(rereview, "hearings"), json=hearing())
    assert list(fields_of(refused)) == ["first_on"], "it overlaps the first one"


def test_on_the_page_the_petition_office_holds_a_hearing(town, rereview):
    clerk, here = town.visitor().signed_in("petition"), f"/routing/referrals/{rereview['referral_id']}"
    page = clerk.open(here)
    assert "举行听证" in page.text
    assert clerk.post(f"{here}/hearings", data=page.form(hearing())).status_code == 303
    page = clerk.open(here)
    assert "中止计时" in page.text
    assert HEARING["place"] in page.text
    end = page.form({"last_on": today(), "words": "双方都到场。"})
    assert clerk.post(f"{here}/hearing-ends", data=end).status_code == 303
    assert "双方都到场。" in clerk.open(here).text
