"""A unit is closed that sent matters, had replied to them, or had to check a reply: none is left to nobody."""

import pytest

from services.console.actions import put_staff, put_unit
from services.routing import timing
from services.routing.models import Clock
from shared.db import database
from tests.integration.doors import test_nobody_is_left_with_it as left
from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_after_the_reply import ACCEPTED, handed
from tests.integration.doors.test_nobody_is_left_with_it import close, signed_in, tick, wrong
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_referrals import RELEASED, answers, reply
from tests.integration.doors.test_return_visits import owed, said
from tests.support.matters import a_matter

pytestmark = pytest.mark.usefixtures("every_year_is_announced")

HELD = {"nothing_open_is_held_by_a_closed_unit"}
PRESS = {"cause": "LATE", "words": "请抓紧办理。"}


@pytest.fixture
def opened(town, request):
    """`opened("hotline", "operator")`: somebody of a new unit of that kind below the bureau, or below another one."""

    def make(kind, role, superior="bureau"):
        code = f"{kind[:4]}_{abs(hash((request.node.nodeid, superior, len(made)))) % 10**8}"
        made.append(code)
        with database("console").transaction() as session:
            put_unit(session, code=code, kind=kind, name="新设单位", name_en="New unit", superior=superior)
            put_staff(session, username=code, name="新设人员", unit=code, role=role, password_hash="-")
        town.deliver()
        return code, signed_in(town, code, role)

    made = []
    return make


def sent(town, desk):
    """What a desk sends to Caoqiao."""
    answer = desk.post("/intake/api/v1/matters", json=a_matter())
    assert answer.status_code == 201, answer.text
    town.deliver()
    [referral] = desk.get(f"/routing/api/v1/referrals?matter_no={answer.json['matter_no']}").json["referrals"]
    return referral


def answered(town, referral):
    caoqiao = town.visitor("caoqiao")
    assert caoqiao.post(at(referral, "signatures"), json={}).status_code == 201
    assert caoqiao.post(at(referral, "acceptances"), json=ACCEPTED).status_code == 201
    reply(town, referral)
    assert caoqiao.post(at(referral, "services"), json=handed()).status_code == 201
    town.deliver()
    return referral


def types_of(town, referral):
    return [entry["type"] for entry in matter(town, referral)["timeline"]]


def test_what_a_closed_desk_sent_and_the_visits_it_owed_go_to_the_desk_that_followed(town, opened):
    (desk, its), (follower, followers) = opened("hotline", "operator"), opened("hotline", "operator")
    open_one, done = sent(town, its), answered(town, sent(town, its))
    assert done["matter_no"] in owed(its)
    close(town, desk, follower)
    assert wrong() == HELD, "until somebody looks, the audit says so"
    tick(town)
    assert wrong() == set()
    assert owed(followers)[done["matter_no"]]["unit"] == follower
    assert clocks(done["matter_no"])["return_visit"].unit == follower
    for referral in (open_one, done):
        assert types_of(town, referral).count("sending.taken_over") == 1
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{done['matter_no']}").text
    assert "接着跟踪、审核和回访" in page
    seen = matter(town, done)["clocks"]
    assert {clock["unit"] for clock in seen if clock["name"] == "return_visit"} == {follower}

    assert followers.post(at(open_one, "chases"), json=PRESS).status_code == 201
    its.refused(404, at(open_one, "chases"), json=PRESS)
    assert followers.post(at(done, "return-visits"), json=said(satisfaction="NOT_SATISFIED")).status_code == 201
    again = {"cause": "UNSATISFIED", "words": "请办到底。"}
    assert followers.post(at(done, "reopenings"), json=again).status_code == 201
    tick(town)
    assert types_of(town, done).count("sending.taken_over") == 1, "the new order is the follower's from the beginning"
    assert wrong() == set()


def test_without_a_desk_that_followed_the_unit_above_visits(town, opened):
    desk, its = opened("hotline", "operator")
    done = answered(town, sent(town, its))
    close(town, desk, "zhapu")
    tick(town)
    leader = town.visitor("leader")
    assert owed(leader)[done["matter_no"]]["unit"] == "bureau", "a township sends nothing and visits nobody"
    assert leader.post(at(done, "return-visits"), json=said()).status_code == 201
    town.visitor("zhapu").refused(403, at(done, "return-visits"), json=said())
    assert wrong() == set()


@pytest.fixture
def assigned(town, opened):
    """What the petition office assigned to a township that has one clerk, and the clerk."""
    unit, clerk = opened("justice_office", "office_clerk")
    told = town.register(by="petition", channel="FORWARDED", external_no="1", place=None, reply_by="2099-01-01")
    body = {"unit": unit, "reason": "指定"}
    made = town.visitor("petition").post(f"/routing/api/v1/triage/{told['matter_no']}/decisions", json=body)
    assert made.status_code == 201, made.text
    town.deliver()
    assert clerk.post(at(made.json, "signatures"), json={}).status_code == 201
    return made.json, clerk


def released(town, referral, clerk):
    assert clerk.post(at(referral, "opinions"), json=answers(referral)).status_code == 201
    assert town.visitor("leader").post(at(referral, "opinion-checks"), json=RELEASED).status_code == 201
    town.deliver()


def test_what_a_closed_unit_did_not_finish_is_done_again_by_another(town, assigned):
    referral, clerk = assigned
    released(town, referral, clerk)
    close(town, referral["unit"])
    assert wrong() == HELD
    tick(town)
    assert wrong() == set()
    now = town.visitor("petition").get(at(referral, "")[:-1]).json
    assert (now["state"], now["reopened"]["cause"], now["reopened"]["by"]) == ("REOPENED", "UNIT_CLOSED", None)
    seen = matter(town, referral)
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_TRIAGE", "petition_office")
    assert types_of(town, referral).count("referral.reopened") == 1
    notices = town.visitor("leader").get(f"/notify/api/v1/notices?matter_no={referral['matter_no']}").json["notices"]
    assert ("reopened", "petitioner") in {(one["template"], one["recipient"]) for one in notices}
    decisions = f"/routing/api/v1/triage/{referral['matter_no']}/decisions"
    again = town.visitor("petition").post(decisions, json={"unit": "zhapu", "reason": "指定"})
    assert again.status_code == 201, again.text
    page = town.visitor().signed_in("zhapu").open(f"/routing/referrals/{again.json['referral_id']}").text
    assert "此前的答复" in page
    assert "原承办单位已经撤销" in page


def test_what_a_closed_unit_reported_waits_for_its_sender_and_is_done_again_if_that_refuses(town, assigned):
    referral, clerk = assigned
    released(town, referral, clerk)
    assert clerk.post(at(referral, "services"), json=handed()).status_code == 201
    assert clerk.post(at(referral, "completion-reports"), json={"words": "已办结。"}).status_code == 201
    close(town, referral["unit"])
    tick(town)
    assert wrong() == set()
    petition = town.visitor("petition")
    assert petition.get(at(referral, "")[:-1]).json["state"] == "ANSWERED"
    refused = {"accepted": False, "words": "请附照片。"}
    assert petition.post(at(referral, "completion-decisions"), json=refused).status_code == 201
    tick(town)
    assert petition.get(at(referral, "")[:-1]).json["state"] == "REOPENED"
    assert wrong() == set()


def test_a_reply_that_a_closed_unit_had_to_check_is_checked_above_it(town, opened):
    above, head = opened("justice_office", "office_head")
    unit, clerk = opened("justice_office", "office_clerk", superior=above)
    referral = left.handed(town, unit)
    assert clerk.post(at(referral, "signatures"), json={}).status_code == 201
    sent_in = clerk.post(at(referral, "opinions"), json=answers(referral))
    assert sent_in.json["whose_turn"] == above, sent_in.text
    close(town, above)
    assert wrong() == HELD
    tick(town)
    assert wrong() == set()
    assert matter(town, referral)["whose_turn"] == "bureau"
    assert types_of(town, referral).count("reply.sent_for_check") == 2
    head.refused(404, at(referral, "opinion-checks"), json=RELEASED)
    page = town.visitor().signed_in("leader").open(f"/routing/referrals/{referral['referral_id']}").text
    assert "审核单位已撤销" in page
    assert town.visitor("leader").post(at(referral, "opinion-checks"), json=RELEASED).status_code == 201


def test_of_a_clock_that_is_left_to_a_closed_unit_whoever_stands_in_for_it_is_told(town, opened):
    unit, _ = opened("justice_office", "office_clerk")
    referral = left.handed(town, unit)
    with database("routing").transaction() as session:
        row = session.get_one(Clock, clocks(referral["matter_no"])["sign_for"].clock_id)
        assert timing.about(session, row).supervisor == "bureau"
        assert row.unit == unit
    close(town, unit, "zhapu")
    with database("routing").transaction() as session:
        row = session.get_one(Clock, clocks(referral["matter_no"])["sign_for"].clock_id)
        timing.about(session, row)
        assert row.unit == "zhapu"
