"""More time: asked for before the day, within the law's most, and given by whom the law names; the clock moves."""

from datetime import date, timedelta

import eventlet
import pytest

from services.routing.due import settle
from services.routing.models import ReferralOrder
from shared.clocks import in_force
from shared.clocks.calendar import Calendar
from shared.clocks.following import compute_all_again
from shared.db import database, utc_now
from shared.web.page import HERE
from tests.integration.doors.clocks import EVERY_YEAR, KEEPERS, clocks, told
from tests.integration.doors.test_handing_on import broken, now_of, posted
from tests.integration.doors.test_objections import at
from tests.integration.doors.test_referrals import reply
from tests.integration.doors.visitor import fields_of

LONGER = {"rule": "opinion_31_6", "days": 30, "reason": "须等鉴定结论。"}
YES = {"agreed": True, "words": "同意。"}
NO = {"agreed": False, "words": "请按期办结。"}
ON_THE_ORDER = date(2098, 12, 1)
LATER = {"rule": "reply_ordered", "days": 10, "reason": "须等鉴定结论。"}


@pytest.fixture
def accepted(town):
    """Accepted under 31(6), on an order with a day."""
    told = {"channel": "FORWARDED", "external_no": "1", "reply_by": ON_THE_ORDER.isoformat()}
    referral = town.referral(by="petition", **told)
    posted(town, "caoqiao", at(referral, "signatures"), {})
    posted(town, "caoqiao", at(referral, "acceptances"), {"path": "PETITION", "words": "先调解。"})
    return referral


def due(referral, rule):
    return clocks(referral["matter_no"])[rule].due_on


def sent(town, referral):
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={referral['matter_no']}").json["notices"]
    return {(row["template"], row["recipient"], row["unit"]) for row in rows}


def test_the_head_gives_the_sixty_days_thirty_more_and_the_petitioner_is_told_why(town, accepted):
    before = due(accepted, "opinion_31_6")
    posted(town, "caoqiao", at(accepted, "extensions"), LONGER)
    assert due(accepted, "opinion_31_6") == before, "until the head agrees the day stays"
    assert ("extension_request", "unit", "caoqiao") in sent(town, accepted)
    now = posted(town, "caoqiao2", at(accepted, "extension-decisions"), YES)
    assert due(accepted, "opinion_31_6") == before + timedelta(days=30)
    assert now["due_on"] == (before + timedelta(days=30)).isoformat()
    assert "批准延长30天" in clocks(accepted["matter_no"])["opinion_31_6"].explanation
    assert "clock.moved" in told(accepted["matter_no"])
    assert ("extension", "petitioner", None) in sent(town, accepted)
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{accepted['matter_no']}").text
    assert "期限延长" in page
    assert "节假日安排有变" not in page
    assert broken() == set()


def test_the_sender_sets_a_later_day_on_the_order_and_the_unit_is_told(town, accepted):
    posted(town, "caoqiao", at(accepted, "extensions"), LATER)
    town.visitor("caoqiao2").refused(403, at(accepted, "extension-decisions"), json=YES)
    now = posted(town, "petition", at(accepted, "extension-decisions"), YES)
    later = ON_THE_ORDER + timedelta(days=10)
    assert (due(accepted, "reply_ordered"), now["reply_by"]) == (later, later.isoformat())
    templates = {template for template, _, _ in sent(town, accepted)}
    assert {"extension_granted"} <= templates
    assert "extension" not in templates, "the law owes the petitioner this notice for the 60 days only"
    assert broken() == set()


def test_after_its_reply_the_day_of_the_report_may_still_be_moved_and_no_other(town, accepted):
    reply(town, accepted)
    caoqiao, here = town.visitor("caoqiao"), f"/routing/referrals/{accepted['referral_id']}"
    assert list(fields_of(caoqiao.refused(422, at(accepted, "extensions"), json=LONGER))) == ["rule"]
    served = {**LONGER, "rule": "serve_reply"}
    assert "不能延长" in caoqiao.refused(409, at(accepted, "extensions"), json=served)["title"]
    page = town.visitor().signed_in("caoqiao").open(here).source
    assert ['value="reply_ordered"' in page, 'value="serve_reply"' in page] == [True, False]
    posted(town, "caoqiao", at(accepted, "extensions"), LATER)
    assert "审批延期" in town.visitor().signed_in("petition").open(here).text
    now = posted(town, "petition", at(accepted, "extension-decisions"), YES)
    later = ON_THE_ORDER + timedelta(days=10)
    assert (now["state"], now["reply_by"], due(accepted, "reply_ordered")) == ("ANSWERED", later.isoformat(), later)
    assert "extension_granted" in {template for template, _, _ in sent(town, accepted)}
    assert broken() == set()


def test_what_was_transferred_owes_no_report_whose_day_could_be_moved(town):
    referral = town.referral(by="petition", channel="FORWARDED", external_no="1")
    posted(town, "caoqiao", at(referral, "signatures"), {})
    posted(town, "caoqiao", at(referral, "acceptances"), {"path": "PETITION", "words": "先调解。"})
    reply(town, referral)
    assert list(fields_of(town.visitor("caoqiao").refused(422, at(referral, "extensions"), json=LATER))) == ["rule"]


def test_refused_the_day_stays_and_it_may_be_asked_again(town, accepted):
    before = due(accepted, "opinion_31_6")
    posted(town, "caoqiao", at(accepted, "extensions"), LONGER)
    posted(town, "caoqiao2", at(accepted, "extension-decisions"), NO)
    assert due(accepted, "opinion_31_6") == before
    assert ("extension_refused", "unit", "caoqiao") in sent(town, accepted)
    posted(town, "caoqiao", at(accepted, "extensions"), {**LONGER, "days": 5})


def test_no_more_than_the_law_gives_and_once(town, accepted):
    caoqiao = town.visitor("caoqiao")
    problem = caoqiao.refused(422, at(accepted, "extensions"), json={**LONGER, "days": 31})
    assert fields_of(problem) == {"days": "不能多于 30"}
    posted(town, "caoqiao", at(accepted, "extensions"), {**LONGER, "days": 10})
    posted(town, "caoqiao2", at(accepted, "extension-decisions"), YES)
    assert "已经延长过" in caoqiao.refused(409, at(accepted, "extensions"), json={**LONGER, "days": 5})["title"]


def test_what_the_law_does_not_extend_is_not_extended(town, accepted):
    caoqiao = town.visitor("caoqiao")
    problem = caoqiao.refused(422, at(accepted, "extensions"), json={**LONGER, "rule": "court"})
    assert list(fields_of(problem)) == ["rule"]
    referral = town.referral(by="petition", channel="FORWARDED", external_no="1")
    posted(town, "caoqiao", at(referral, "signatures"), {})
    caoqiao.refused(409, at(referral, "extensions"), json={**LONGER, "rule": "receiver_tells"})


def test_after_its_last_day_nothing_is_extended(town):
    yesterday = (utc_now().astimezone(HERE).date()).isoformat()
    referral = town.referral(by="petition", channel="FORWARDED", external_no="1", reply_by=yesterday)
    posted(town, "caoqiao", at(referral, "signatures"), {})
    with database("routing").transaction() as session:
        clock = KEEPERS["routing"].clock
        mine = session.query(clock).filter_by(matter_no=referral["matter_no"], rule="reply_ordered").one()
        mine.set_for = mine.due_on = date(2026, 1, 5)
        mine.started_at -= timedelta(days=400)
        settle(session, session.get(ReferralOrder, mine.subject_id))
    refused = town.visitor("caoqiao").refused(409, at(referral, "extensions"), json=LATER)
    assert refused["title"] == "期限已经届满，不能再延期"


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_of_two_heads_at_once_one_decides_and_the_other_is_told(town, accepted):
    posted(town, "caoqiao", at(accepted, "extensions"), LONGER)
    heads = [
        eventlet.spawn(town.visitor("caoqiao2").post, at(accepted, "extension-decisions"), json=YES) for _ in range(2)
    ]
    assert sorted(head.wait().status_code for head in heads) == [201, 409]
    again = town.visitor("caoqiao").refused(409, at(accepted, "extensions"), json=LONGER)
    assert "已经延长过" in again["title"]


def test_one_request_at_a_time_and_only_of_whoever_holds_it(town, accepted):
    town.visitor("petition").refused(409, at(accepted, "extension-decisions"), json=YES)
    posted(town, "caoqiao", at(accepted, "extensions"), LONGER)
    assert "正在等待审批" in town.visitor("caoqiao").refused(409, at(accepted, "extensions"), json=LONGER)["title"]
    town.visitor("zhapu").refused(404, at(accepted, "extensions"), json=LONGER)
    town.visitor("caoqiao").refused(403, at(accepted, "extension-decisions"), json=YES)
    town.visitor("zhapu2").refused(404, at(accepted, "extension-decisions"), json=YES)
    reply(town, accepted)
    town.visitor("caoqiao2").refused(409, at(accepted, "extension-decisions"), json=YES)


def test_a_new_calendar_takes_no_day_away_that_was_given(town, accepted, monkeypatch):
    posted(town, "caoqiao", at(accepted, "extensions"), LONGER)
    posted(town, "caoqiao2", at(accepted, "extension-decisions"), YES)
    given = due(accepted, "opinion_31_6")
    monkeypatch.setattr(in_force, "calendar", lambda: EVERY_YEAR)
    compute_all_again(database("routing"), KEEPERS["routing"], EVERY_YEAR.edition)
    assert due(accepted, "opinion_31_6") == given
    monkeypatch.setattr(in_force, "calendar", Calendar)
    assert broken() == set()


def waits(person, path, referral):
    """Whether a list says of this one that more time is asked for."""
    after = person.open(path).source.split(f">{referral['matter_no']}<")[1]
    return "延期待审批" in after.split("</tr>")[0]


def test_who_decides_finds_it_on_their_list(town, accepted):
    head, petition = town.visitor().signed_in("caoqiao2"), town.visitor().signed_in("petition")
    desk, sent_by_us = "/routing/referrals?tab=mine", "/routing/sent?unit=caoqiao"
    assert not waits(head, desk, accepted)
    posted(town, "caoqiao", at(accepted, "extensions"), LATER)
    assert waits(head, desk, accepted)
    assert waits(petition, sent_by_us, accepted)
    posted(town, "petition", at(accepted, "extension-decisions"), NO)
    assert not waits(petition, sent_by_us, accepted)


def test_it_is_asked_and_decided_from_the_page(town, accepted):
    here = f"/routing/referrals/{accepted['referral_id']}"
    caoqiao, head = town.visitor().signed_in("caoqiao"), town.visitor().signed_in("caoqiao2")
    page = caoqiao.open(here)
    assert "最多延长 30 天" in page.text
    wrong = caoqiao.post(f"{here}/extensions", data=page.form({**LONGER, "days": "31"}))
    assert wrong.status_code == 422
    assert "不能多于 30" in wrong.text
    assert caoqiao.post(f"{here}/extensions", data=page.form({**LONGER, "days": "20"})).status_code == 303
    assert "审批延期" not in caoqiao.open(here).text
    page = head.open(here)
    assert "须等鉴定结论。" in page.text
    assert head.post(f"{here}/extension-decisions", data=page.form({**YES, "agreed": "true"})).status_code == 303
    assert "同意延期" in caoqiao.open(here).text
    assert now_of(town, accepted)["extensions"][0]["decision"]["agreed"] is True
