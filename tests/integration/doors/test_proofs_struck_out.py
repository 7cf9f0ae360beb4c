"""A proof of service that was entered wrongly is struck out with the reason, and nothing counts that rested on it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from services.routing.models import Clock
from shared.db import database
from tests.integration.doors.clocks import clocks, look
from tests.integration.doors.test_after_the_reply import (
    accepted,
    answered,
    handed,
    state,
    supported,
    tab,
    thirty_days_pass,
    today,
)
from tests.integration.doors.test_handing_on import broken
from tests.integration.doors.test_objections import at, forwarded, matter
from tests.integration.doors.test_return_visits import nobody, owed
from tests.integration.doors.visitor import fields_of

pytestmark = pytest.mark.usefixtures("every_year_is_announced")

__all__ = ["accepted", "answered", "forwarded", "supported"]
WRONG = {"words": "日期登记错了，回执上是另一天。"}


def served(office, referral, **changes):
    told = office.post(at(referral, "services"), json=handed(**changes))
    assert told.status_code == 201, told.text
    return told.json["services"][-1]["proof_id"]


def door(proof_id):
    return f"/routing/api/v1/proofs/{proof_id}/strikes"


def struck_out(office, referral):
    """It was served, and the proof of that was struck out again."""
    proof_id = served(office, referral)
    told = office.post(door(proof_id), json=WRONG)
    assert told.status_code == 201, told.text
    return proof_id, told.json


def periods(referral):
    """The states of the periods to ask for review."""
    with database("routing").reading() as session:
        mine = session.query(Clock).filter_by(matter_no=referral["matter_no"], rule="ask_review")
        return sorted(one.state for one in mine)


def test_the_days_that_ran_from_it_count_no_more_and_it_is_to_be_served_again(town, office, answered):
    _, told = struck_out(office, answered)
    assert told["services"][0]["struck_out"]["words"] == WRONG["words"]
    assert periods(answered) == ["void"]
    assert answered["matter_no"] in tab(town, "finishing")
    town.deliver()
    [entry] = [e for e in matter(town, answered)["timeline"] if e["type"] == "reply.service_struck_out"]
    assert entry["facts"]["served_on"] == today()
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{answered['matter_no']}").text
    assert "送达回证登记有误，已作废，另行登记" in page
    assert WRONG["words"] in page
    assert broken() == set()


def test_the_thirty_days_run_from_the_day_that_is_entered_instead(town, office, answered):
    struck_out(office, answered)
    served(office, answered)
    assert periods(answered) == ["running", "void"], "the same day again is another period"
    assert clocks(answered["matter_no"])["ask_review"].due_on >= date.fromisoformat(today()) + timedelta(days=30)
    assert answered["matter_no"] not in tab(town, "finishing")
    town.deliver()
    assert broken() == set()
    thirty_days_pass(town, answered)
    assert state(town, answered) == "FINALISED"


def test_what_lapsed_by_mistake_makes_nothing_final(town, office, supported):
    proof_id = served(office, supported)
    thirty_days_pass(town, supported)
    assert periods(supported) == ["lapsed"]
    assert office.post(door(proof_id), json=WRONG).status_code == 201
    done = {"claim_id": supported["claims"][0]["claim_id"], "done_on": today(), "words": "围墙已拆除。"}
    assert office.post(at(supported, "performances"), json=done).status_code == 201
    served(office, supported)
    assert state(town, supported) == "ANSWERED", "the new thirty days have not lapsed"
    thirty_days_pass(town, supported)
    assert state(town, supported) == "FINALISED"


def test_nobody_is_visited_meanwhile_and_whoever_was_not_reached_is_visited_afterwards(town, office, answered):
    proof_id, desk = served(office, answered), town.visitor("petition")
    assert desk.post(at(answered, "return-visits"), json=nobody()).status_code == 201
    assert owed(desk)[answered["matter_no"]]["number"] == 2
    assert office.post(door(proof_id), json=WRONG).status_code == 201
    assert answered["matter_no"] not in owed(desk)
    assert clocks(answered["matter_no"])["return_visit"].state == "stopped"
    assert broken() == set()
    served(office, answered)
    assert owed(desk)[answered["matter_no"]]["number"] == 2


def test_what_did_not_arrive_is_struck_out_too_and_changes_no_period(town, office, answered):
    nowhere = {"means": "NOT_SERVED", "served_on": today(), "words": "查无此人。"}
    told = office.post(at(answered, "services"), json=nowhere).json
    served(office, answered)
    assert office.post(door(told["services"][0]["proof_id"]), json=WRONG).status_code == 201
    assert periods(answered) == ["running"]
    assert answered["matter_no"] not in tab(town, "finishing")


def test_it_needs_its_reason_and_is_done_once_by_the_unit(town, office, answered):
    proof_id = served(office, answered)
    assert list(fields_of(office.refused(422, door(proof_id), json={}))) == ["words"]
    town.visitor("zhapu").refused(404, door(proof_id), json=WRONG)
    town.visitor("petition").refused(403, door(proof_id), json=WRONG)
    office.refused(404, door(uuid4()), json=WRONG)
    assert periods(answered) == ["running"]
    assert office.post(door(proof_id), json=WRONG).status_code == 201
    assert "已经作废" in office.refused(409, door(proof_id), json=WRONG)["title"]


def test_what_is_final_stays_final(town, office, answered):
    proof_id = served(office, answered)
    thirty_days_pass(town, answered)
    assert state(town, answered) == "FINALISED"
    assert "已经终结" in office.refused(409, door(proof_id), json=WRONG)["title"]
    assert periods(answered) == ["lapsed"]


def test_on_the_page_it_is_struck_out_and_shown_with_its_reason(town, office, answered):
    proof_id = served(office, answered)
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{answered['referral_id']}"
    page, strikes = caoqiao.open(here), f"/routing/proofs/{proof_id}/strikes"
    assert "更正送达回证" in page.text
    assert f"{here}/services" not in page.source, "it is served"
    again = caoqiao.refused(422, strikes, data=page.form({}))
    assert again.said(f"strike-proof-{proof_id}-words-error") == "请填写"
    assert caoqiao.post(strikes, data=page.form(WRONG)).status_code == 303
    page = caoqiao.open(here)
    assert [words for words in ("已作废", WRONG["words"]) if words not in page.text] == []
    assert f"{here}/services" in page.source
    assert "更正送达回证" not in page.text


def test_a_lapse_of_the_new_period_is_what_counts(town, office, answered):
    struck_out(office, answered)
    look(date.fromisoformat(today()) + timedelta(days=60))
    assert state(town, answered) == "ANSWERED", "what was struck out lapses never"
