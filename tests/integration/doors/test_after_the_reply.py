"""After a reply: it is served with a proof, what it supported is performed, and in the end it is final."""

from datetime import timedelta

import pytest

from services.routing import clock
from shared.clocks.deadline import HERE
from shared.db import utc_now
from tests.integration.doors.clocks import after, clocks, look
from tests.integration.doors.test_objections import at, forwarded, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of

__all__ = ["forwarded"]
pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]

ACCEPTED = {"path": "PETITION", "words": "由曹桥司法所办理。"}


def today(days=0):
    return (utc_now().astimezone(HERE).date() + timedelta(days=days)).isoformat()


def handed(**changes):
    return {"means": "HANDED", "served_on": today(), "receiver": "本人", **changes}


@pytest.fixture
def accepted(town, office, forwarded):
    office.post(at(forwarded, "signatures"), json={})
    assert office.post(at(forwarded, "acceptances"), json=ACCEPTED).status_code == 201
    return forwarded


@pytest.fixture
def answered(town, accepted):
    reply(town, accepted)
    town.deliver()
    return accepted


@pytest.fixture
def supported(town, accepted):
    reply(town, accepted, **answers(accepted, outcome="SUPPORT"))
    town.deliver()
    return accepted


def state(town, referral):
    clock.finalise_what_lapsed()
    town.deliver()
    return matter(town, referral)["state"]


def thirty_days_pass(town, referral):
    look(after(clocks(referral["matter_no"])["ask_review"].due_on, 2))
    town.deliver()


def tab(town, name):
    return town.visitor().signed_in("caoqiao").open(f"/routing/referrals?tab={name}").text


def test_the_thirty_days_to_ask_for_review_run_from_the_day_it_was_received(town, office, answered):
    assert "ask_review" not in clocks(answered["matter_no"])
    assert office.post(at(answered, "services"), json=handed()).status_code == 201
    period = clocks(answered["matter_no"])["ask_review"]
    assert (period.state, period.kind) == ("running", "right")
    assert period.due_on >= utc_now().astimezone(HERE).date() + timedelta(days=30)
    town.deliver()
    [told] = [e for e in matter(town, answered)["timeline"] if e["type"] == "reply.served"]
    assert (told["facts"]["means"], told["facts"]["served_on"]) == ("HANDED", today())


def test_what_did_not_arrive_starts_nothing_and_is_tried_again(town, office, answered):
    nowhere = {"means": "NOT_SERVED", "served_on": today(), "words": "查无此人。"}
    assert office.post(at(answered, "services"), json=nowhere).status_code == 201
    assert "ask_review" not in clocks(answered["matter_no"])
    assert answered["matter_no"] in tab(town, "finishing")
    refused = {"means": "LEFT", "served_on": today(), "words": "拒绝签收，村干部见证。"}
    told = office.post(at(answered, "services"), json=refused).json
    assert [proof["means"] for proof in told["services"]] == ["NOT_SERVED", "LEFT"]
    assert "ask_review" in clocks(answered["matter_no"])
    assert answered["matter_no"] not in tab(town, "finishing")


INCOMPLETE = {
    "receiver": handed(receiver=""),
    "post_number": handed(means="POSTED"),
    "words": {"means": "LEFT", "served_on": "2026-01-01"},
    "served_on": handed(served_on="2099-01-01"),
}


@pytest.mark.parametrize("field", INCOMPLETE)
def test_a_proof_that_does_not_say_enough_is_none(office, answered, field):
    proof = {**INCOMPLETE[field], **({} if field == "served_on" else {"served_on": today()})}
    assert list(fields_of(office.refused(422, at(answered, "services"), json=proof))) == [field]


def test_it_is_not_served_before_it_was_written(office, answered):
    assert list(fields_of(office.refused(422, at(answered, "services"), json=handed(served_on=today(-1))))) == [
        "served_on"
    ]


def test_it_is_served_once_and_by_its_unit(town, office, answered):
    town.visitor("zhapu").refused(404, at(answered, "services"), json=handed())
    town.visitor("petition").refused(403, at(answered, "services"), json=handed())
    office.post(at(answered, "services"), json=handed())
    assert "已经送达" in office.refused(409, at(answered, "services"), json=handed())["title"]


def test_nothing_is_served_that_was_not_released(office, accepted):
    assert "签发以后" in office.refused(409, at(accepted, "services"), json=handed())["title"]


def test_served_and_not_disputed_in_time_it_is_final(town, office, answered):
    office.post(at(answered, "services"), json=handed())
    assert state(town, answered) == "ANSWERED"
    thirty_days_pass(town, answered)
    assert state(town, answered) == "FINALISED"
    found = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={answered['matter_no']}").json
    assert "finalised" in {notice["template"] for notice in found["notices"]}


def test_without_proof_of_service_nothing_is_final(town, answered):
    look(utc_now() + timedelta(days=400))
    assert state(town, answered) == "ANSWERED"


def test_what_was_supported_is_performed_before_it_can_be_closed(town, office, supported):
    office.post(at(supported, "services"), json=handed())
    assert supported["matter_no"] in tab(town, "finishing"), "served, but not performed"
    thirty_days_pass(town, supported)
    assert state(town, supported) == "ANSWERED"
    done = {"claim_id": supported["claims"][0]["claim_id"], "done_on": today(), "words": "围墙已拆除。"}
    told = office.post(at(supported, "performances"), json=done)
    assert told.json["to_perform"][0]["done_on"] == today()
    office.refused(409, at(supported, "performances"), json=done)
    assert state(town, supported) == "FINALISED"
    assert "opinion.performed" in [e["type"] for e in matter(town, supported)["timeline"]]


def test_where_no_review_is_open_no_period_runs(town, office, forwarded):
    office.post(at(forwarded, "signatures"), json={})
    office.post(at(forwarded, "acceptances"), json={**ACCEPTED, "path": "PERFORM"})
    reply(town, forwarded)
    office.post(at(forwarded, "services"), json=handed())
    assert "ask_review" not in clocks(forwarded["matter_no"])


def test_on_the_page_the_proof_is_entered_and_shown(town, answered):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{answered['referral_id']}"
    page = caoqiao.open(here)
    again = caoqiao.refused(422, f"{here}/services", data=page.form({"means": "POSTED", "served_on": today()}))
    assert again.said("post_number-error") == "请填写"
    form = page.form({**handed(), "means": "POSTED", "post_number": "EMS-1"})
    assert caoqiao.post(f"{here}/services", data=form).status_code == 303
    assert "EMS-1" in caoqiao.open(here).text
    sender = town.visitor().signed_in("petition").open(here)
    assert "EMS-1" in sender.text
    assert "<dt>登记人</dt><dd>演示曹桥经办人</dd>" in sender.source
