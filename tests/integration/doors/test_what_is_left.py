"""After its reply a unit is watched until it has served it, performed what it supports and reported what was
assigned: by clocks, by who sent it, and by whoever may press it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete

from services.routing import clock as keeper
from services.routing.models import Clock
from shared.clocks import following
from shared.db import database
from tests.integration.doors.clocks import climbed, look
from tests.integration.doors.test_after_the_reply import handed, today
from tests.integration.doors.test_completion_report import REPORT, replied
from tests.integration.doors.test_handing_on import broken
from tests.integration.doors.test_objections import at
from tests.integration.doors.test_sent import numbers, set_row, shown
from tests.integration.doors.test_urging import LATE, LISTED
from tests.integration.doors.town import ON_ONE_DATABASE

pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]
DAY = date.fromisoformat(today())


@pytest.fixture
def desk(town):
    return town.visitor("petition")


@pytest.fixture
def answered(town, office):
    return replied(town, office)


@pytest.fixture
def supported(town, office):
    return replied(town, office, outcome="SUPPORT")


@pytest.fixture
def assigned(town, office):
    return replied(town, office, outcome="SUPPORT", reply_by="2099-01-01")


def running(referral):
    """The duties that run, with the day of each."""
    mine = [one for one in every_clock(referral) if one.state == "running" and one.kind == "duty"]
    assert len({one.rule for one in mine}) == len(mine), "one of each"
    return {one.rule: one.due_on for one in mine}


def performed(office, referral):
    done = {"claim_id": referral["claims"][0]["claim_id"], "done_on": today(), "words": "围墙已拆除。"}
    assert office.post(at(referral, "performances"), json=done).status_code == 201


def served(office, referral):
    told = office.post(at(referral, "services"), json=handed())
    assert told.status_code == 201, told.text
    return told.json["services"][-1]["proof_id"]


def row_of(page, matter_no):
    """What the table says of one matter: others stand in it too."""
    _, *rows = page.source.split("<tr>")
    return next(row for row in rows if matter_no in row)


def judged(desk, referral, accepted):
    body = {"accepted": accepted, "words": "请写明送达情况。"}
    assert desk.post(at(referral, "completion-decisions"), json=body).status_code == 201


def test_each_thing_left_to_do_has_its_days_until_it_is_done(office, assigned):
    report = date(2099, 1, 1)
    serve, perform = DAY + timedelta(days=15), DAY + timedelta(days=30)
    assert running(assigned) == {"serve_reply": serve, "perform_reply": perform, "reply_ordered": report}
    assert office.get(at(assigned, "")[:-1]).json["due_on"] == serve.isoformat()
    served(office, assigned)
    assert running(assigned) == {"perform_reply": perform, "reply_ordered": report}
    performed(office, assigned)
    assert running(assigned) == {"reply_ordered": report}
    assert office.get(at(assigned, "")[:-1]).json["due_on"] == "2099-01-01"
    assert broken() == set()


def test_what_was_assigned_is_owed_until_it_is_reported_and_again_where_the_report_is_refused(office, desk, assigned):
    served(office, assigned)
    performed(office, assigned)
    assert office.post(at(assigned, "completion-reports"), json=REPORT).status_code == 201
    assert set(running(assigned)) == {"decide_report"}, "it is for the sender to say"
    assert broken() == set()
    judged(desk, assigned, accepted=False)
    assert running(assigned) == {"reply_ordered": date(2099, 1, 1)}
    assert broken() == set()
    assert office.post(at(assigned, "completion-reports"), json=REPORT).status_code == 201
    judged(desk, assigned, accepted=True)
    assert set(running(assigned)) == {"return_visit"}
    assert broken() == set()


def test_a_report_waits_for_its_sender_no_longer_than_the_city_agreed(town, office, desk, assigned):
    served(office, assigned)
    performed(office, assigned)
    told = office.post(at(assigned, "completion-reports"), json=REPORT).json["completion_reports"][-1]
    day = date.fromisoformat(told["due_on"])
    assert running(assigned) == {"decide_report": day}
    town.deliver()
    set_row(assigned, due_on=date(2020, 1, 1))
    page = town.visitor().signed_in("petition").open("/routing/sent?late=true")
    set_row(assigned, due_on=day)
    assert "前审核" in page.text
    assert "待审核办结报告" in row_of(page, assigned["matter_no"])
    assert "待送达、执行" not in row_of(page, assigned["matter_no"])
    look(day + timedelta(days=1))
    town.deliver()
    rows = desk.get(f"/notify/api/v1/notices?matter_no={assigned['matter_no']}").json["notices"]
    assert ("chase", "petition_office") in {(row["template"], row["unit"]) for row in rows}
    judged(desk, assigned, accepted=True)
    assert "decide_report" not in running(assigned)
    assert broken() == set()


def test_whoever_does_not_serve_it_in_time_is_chased_and_the_unit_above_is_told(answered):
    look(DAY + timedelta(days=16))
    assert [does for rule, does in climbed(answered["matter_no"]) if rule == "serve_reply"] == ["chase", "escalation"]


def test_it_is_late_at_the_desk_and_with_the_sender(town, answered):
    assert answered["matter_no"] in numbers(shown(town))
    assert answered["matter_no"] not in numbers(shown(town, late="true"))
    set_row(answered, due_on=date(2020, 1, 1))
    assert answered["matter_no"] in numbers(shown(town, late="true"))
    page = town.visitor().signed_in("petition").open("/routing/sent?late=true")
    assert answered["matter_no"] in page.text
    assert "待送达、执行" in page.text
    assert answered["matter_no"] in town.visitor().signed_in("caoqiao").open("/routing/referrals?tab=late").text
    set_row(answered, due_on=DAY + timedelta(days=15))


def test_once_all_is_done_the_sender_sees_it_among_what_is_open_no_more(town, office, supported):
    served(office, supported)
    assert supported["matter_no"] in numbers(shown(town)), "it is served, and not performed"
    performed(office, supported)
    assert supported["matter_no"] not in numbers(shown(town))


def test_it_may_be_chased_and_supervised_until_all_is_done(town, office, desk, supported):
    assert desk.post(at(supported, "chases"), json=LATE).status_code == 201
    page = town.visitor().signed_in("petition").open(f"/routing/referrals/{supported['referral_id']}")
    assert "/supervisions" in page.source
    told = desk.post(at(supported, "supervisions"), json=LATE)
    assert told.status_code == 201
    [order] = [one for one in told.json["urgings"] if one["in_force"]]
    answer = {"words": "明日送达，月底前拆除。"}
    door = f"/routing/api/v1/supervisions/{order['order_id']}"
    assert office.post(f"{door}/answers", json=answer).status_code == 201
    assert desk.post(f"{door}/answer-decisions", json={"accepted": True, "words": "同意。"}).status_code == 201
    served(office, supported)
    assert desk.post(at(supported, "supervisions"), json=LISTED).status_code == 201, "it is not performed"
    performed(office, supported)
    assert "不在办理中" in desk.refused(409, at(supported, "chases"), json=LATE)["title"]
    assert broken() == set()


def test_what_is_served_again_has_its_days_again(office, answered):
    proof_id = served(office, answered)
    assert "serve_reply" not in running(answered)
    struck = office.post(f"/routing/api/v1/proofs/{proof_id}/strikes", json={"words": "登记错了。"})
    assert struck.status_code == 201
    assert running(answered) == {"serve_reply": DAY + timedelta(days=15)}
    assert broken() == set()


def test_what_is_done_again_owes_nothing_of_the_first_reply(town, desk, assigned):
    body = {"cause": "MISTAKEN", "words": "请查清再答复。", "reply_by": "2098-01-01"}
    assert desk.post(at(assigned, "reopenings"), json=body).status_code == 201
    first = [one for one in every_clock(assigned) if str(one.subject_id) == assigned["referral_id"]]
    assert {one.rule for one in first if one.state == "running"} == set()
    assert broken() == set()


def test_what_was_left_to_do_before_there_were_such_clocks_gets_them_once(town, office, assigned):
    rules = ("serve_reply", "perform_reply", "reply_ordered")
    with database("routing").transaction() as session:
        session.execute(delete(Clock).where(Clock.matter_no == assigned["matter_no"], Clock.rule.in_(rules)))
    assert "what_is_left_to_do_has_its_clock" in broken()
    for _ in range(2):
        following._done.discard("routing")
        keeper.start_what_is_missing()
    assert set(running(assigned)) == set(rules)
    assert len([one for one in every_clock(assigned) if one.rule in rules]) == 3
    assert running(assigned)["reply_ordered"] == date(2099, 1, 1)


def every_clock(referral):
    with database("routing").reading() as session:
        return session.query(Clock).filter_by(matter_no=referral["matter_no"]).all()
