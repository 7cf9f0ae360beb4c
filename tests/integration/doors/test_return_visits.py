"""Once all is done whoever sent a matter asks the petitioner how it went (回访), by a day, and says what was said."""

import pytest

from tests.integration.doors.clocks import after, clocks, look
from tests.integration.doors.test_after_the_reply import ACCEPTED, handed, today
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of

pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]

OWED = "/routing/api/v1/return-visits"
LIST = "/routing/return-visits"


def said(**changes):
    told = {"visited_on": today(), "reached": True, "satisfaction": "SATISFIED", "words": "通道已经通了。"}
    return {**told, **changes}


def nobody(**changes):
    return {"visited_on": today(), "reached": False, "words": "电话没人接。", **changes}


@pytest.fixture
def desk(town):
    return town.visitor("operator")


def replied(town, office, outcome="EXPLAIN", **changes):
    referral = town.referral(**changes)
    office.post(at(referral, "signatures"), json={})
    assert office.post(at(referral, "acceptances"), json=ACCEPTED).status_code == 201
    reply(town, referral, **answers(referral, outcome=outcome))
    town.deliver()
    return referral


@pytest.fixture
def served(town, office):
    referral = replied(town, office)
    assert office.post(at(referral, "services"), json=handed()).status_code == 201
    town.deliver()
    return referral


def owed(visitor):
    answer = visitor.get(OWED)
    assert answer.status_code == 200, answer.text
    return {one["matter_no"]: one for one in answer.json["return_visits"]}


def test_once_it_was_served_the_sender_owes_a_visit_until_the_next_working_day(desk, served):
    told = owed(desk)[served["matter_no"]]
    assert (told["unit"], told["number"], told["answered_by"]) == ("hotline", 1, "caoqiao")
    clock = clocks(served["matter_no"])["return_visit"]
    assert (clock.state, clock.unit, clock.due_on.isoformat()) == ("running", "hotline", told["due_on"])
    assert told["due_on"] > today()


def test_nothing_is_asked_before_the_reply_was_served_and_performed(town, office, desk):
    referral = replied(town, office, outcome="SUPPORT")
    desk.refused(409, at(referral, "return-visits"), json=said())
    office.post(at(referral, "services"), json=handed())
    assert referral["matter_no"] not in owed(desk), "served, but not performed"
    done = {"claim_id": referral["claims"][0]["claim_id"], "done_on": today(), "words": "已拆除。"}
    office.post(at(referral, "performances"), json=done)
    assert referral["matter_no"] in owed(desk)


def test_what_was_assigned_is_asked_about_once_its_report_was_accepted(town, office):
    petition = town.visitor("petition")
    referral = replied(
        town, office, by="petition", channel="FORWARDED", external_no="平信转〔2026〕9号", reply_by="2099-01-01"
    )
    office.post(at(referral, "services"), json=handed())
    office.post(at(referral, "completion-reports"), json={"words": "已办结。"})
    assert referral["matter_no"] not in owed(petition)
    petition.post(at(referral, "completion-decisions"), json={"accepted": True, "words": "同意。"})
    assert owed(petition)[referral["matter_no"]]["unit"] == "petition_office"


def test_what_the_petitioner_said_is_kept_and_told_and_ends_the_clock(town, desk, served):
    told = desk.post(at(served, "return-visits"), json=said(satisfaction="MOSTLY", remains="砖块没有清走。"))
    assert told.status_code == 201, told.text
    [visit] = told.json["return_visits"]
    assert (visit["satisfaction"], visit["remains"], visit["by"]) == ("MOSTLY", "砖块没有清走。", "operator")
    assert clocks(served["matter_no"])["return_visit"].state == "stopped"
    assert served["matter_no"] not in owed(desk)
    town.deliver()
    [entry] = [e for e in matter(town, served)["timeline"] if e["type"] == "followup.recorded"]
    assert (entry["facts"]["satisfaction"], entry["facts"]["visited_on"]) == ("MOSTLY", today())
    page = town.visitor().signed_in("operator").open(f"/intake/matters/{served['matter_no']}")
    assert "回访信访人，信访人表示基本满意" in page.text
    assert "砖块没有清走。" in page.text


def test_whoever_was_not_reached_is_tried_again_but_not_for_ever(desk, served):
    numbers = []
    for _ in range(3):
        numbers.append(owed(desk)[served["matter_no"]]["number"])
        assert desk.post(at(served, "return-visits"), json=nobody()).status_code == 201
    assert numbers == [1, 2, 3]
    assert served["matter_no"] not in owed(desk)
    desk.refused(409, at(served, "return-visits"), json=nobody())


def test_a_visit_that_is_not_made_in_time_is_chased(town, desk, served):
    look(after(clocks(served["matter_no"])["return_visit"].due_on, 0))
    town.deliver()
    found = town.visitor("leader").get(f"/notify/api/v1/notices?matter_no={served['matter_no']}").json["notices"]
    assert ("chase", "hotline") in {(one["template"], one["unit"]) for one in found}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (said(satisfaction=None), ["satisfaction"]),
        (nobody(remains="砖块"), ["remains"]),
        (said(visited_on="2099-01-01"), ["visited_on"]),
        (said(visited_on="2020-01-01"), ["visited_on"]),
        (said(words=""), ["words"]),
    ],
)
def test_a_result_that_makes_no_sense_is_refused_and_nothing_changes(desk, served, body, fields):
    body = {name: value for name, value in body.items() if value is not None}
    assert list(fields_of(desk.refused(422, at(served, "return-visits"), json=body))) == fields
    assert owed(desk)[served["matter_no"]]["number"] == 1


def test_only_its_sender_asks_and_once(town, office, desk, served):
    office.refused(403, at(served, "return-visits"), json=said())
    town.visitor("zhapu").refused(403, at(served, "return-visits"), json=said())
    town.visitor("petition").refused(404, at(served, "return-visits"), json=said())
    assert served["matter_no"] not in owed(town.visitor("petition"))
    desk.post(at(served, "return-visits"), json=said())
    assert "已经登记过了" in desk.refused(409, at(served, "return-visits"), json=said())["title"]


def test_the_sender_finds_it_on_its_page_and_records_it_there(town, served):
    operator, here = town.visitor().signed_in("operator"), f"/routing/referrals/{served['referral_id']}"
    assert LIST in operator.open("/routing/sent").links
    assert f"{here}#return-visit" in operator.open(LIST).links
    page = operator.open(here)
    again = operator.refused(422, f"{here}/return-visits", data=page.form({**nobody(), "reached": "true"}))
    assert again.said("return_visit-satisfaction-error") == "请填写"
    form = page.form({**nobody(), "reached": "false"})
    assert operator.post(f"{here}/return-visits", data=form).status_code == 303
    page = operator.open(here)
    assert "电话没人接。" in page.text
    form = page.form({**said(), "reached": "true"})
    assert operator.post(f"{here}/return-visits", data=form).status_code == 303
    assert f"{here}#return-visit" not in operator.open(LIST).links
    assert "登记回访" not in operator.open(here).text
