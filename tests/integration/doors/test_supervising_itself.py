"""What stands still is supervised by the city's own numbers, once for each cause; the sender stops it with a word."""

from datetime import datetime, time, timedelta

import eventlet
import pytest
from sqlalchemy import update

from services.routing.models import Clock
from services.routing.policy.automatic import gone_on
from services.routing.supervising import CHORES
from shared.clocks.deadline import HERE
from shared.db import database, utc_now
from shared.db.chores import work_off
from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_assisting import FOUND, asked, of
from tests.integration.doors.test_handing_on import broken, now_of, posted, signed
from tests.integration.doors.test_objections import ELSEWHERE, at, forwarded, matter
from tests.integration.doors.test_referrals import answers
from tests.integration.doors.test_urging import DONE as ANSWER
from tests.integration.doors.test_urging import LATE, REFUSED
from tests.support.matters import new_phone

pytestmark = pytest.mark.usefixtures("every_year_is_announced")

__all__ = ["forwarded", "signed"]

STOP = {"words": "已与承办单位沟通，正在等鉴定结论。"}


def days_later(town, days):
    """What a replica's timer does so many days from now."""
    day = utc_now().astimezone(HERE).date() + timedelta(days=days)
    done = work_off(database("routing"), CHORES, datetime.combine(day, time(10), HERE))
    town.deliver()
    return done


def by_itself(town, referral):
    orders = now_of(town, referral)["urgings"]
    return [(order["cause"], order["kind"]) for order in orders if order["by"] is None and order["kind"] != "CHASE"]


def in_force_now(town, referral):
    return next(order for order in now_of(town, referral)["urgings"] if order["in_force"])


def stops(order):
    return f"/routing/api/v1/supervisions/{order['order_id']}/stops"


def test_half_the_time_gone_without_an_act_it_is_supervised_once_and_by_nobody(town, forwarded):
    days_later(town, 7)
    assert by_itself(town, forwarded) == []
    days_later(town, 8)
    days_later(town, 9)
    assert by_itself(town, forwarded) == [("NO_ACT", "SUPERVISE")]
    order = in_force_now(town, forwarded)
    assert (order["office"], order["number"][0]) == ("petition_office", "督")
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={forwarded['matter_no']}").json["notices"]
    sent = {(row["template"], row["recipient"], row["unit"]) for row in rows}
    assert sent >= {("supervision", "unit", "caoqiao"), ("supervision", "head", "caoqiao")}
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{forwarded['matter_no']}").text
    assert "自动督办曹桥司法所" in page
    assert broken() == set()


def test_on_a_page_in_english_nothing_that_it_says_by_itself_is_unmarked_chinese(town, forwarded):
    days_later(town, 8)
    petition, english = town.visitor().signed_in("petition"), {"Accept-Language": "en"}
    timeline = petition.get(f"/intake/matters/{forwarded['matter_no']}", headers=english).text
    assert "automatically" in timeline
    assert "办理时限已经过半" not in timeline
    order = petition.get(f"/routing/referrals/{forwarded['referral_id']}", headers=english).text
    assert '<span lang="zh-Hans">办理时限已经过半' in order


def test_who_does_something_in_time_is_not_supervised(town, signed):
    posted(town, "caoqiao", at(signed, "acceptances"), {"path": "PETITION", "words": "先调解。"})
    days_later(town, 20)
    assert by_itself(town, signed) == []
    asked(town, signed)
    days_later(town, 31)
    assert ("NO_ACT", "SUPERVISE") not in by_itself(town, signed), "it asked another unit to assist"


def test_accepted_and_then_left_lying_it_is_supervised(town, signed):
    posted(town, "caoqiao", at(signed, "acceptances"), {"path": "PETITION", "words": "先调解。"})
    days_later(town, 30)
    assert by_itself(town, signed) == [("NO_ACT", "SUPERVISE")]


def test_accepted_late_and_then_left_lying_it_is_supervised_too(town, signed):
    today = utc_now().astimezone(HERE).date()
    told_by = update(Clock).where(Clock.matter_no == signed["matter_no"], Clock.rule == "receiver_tells")
    with database("routing").transaction() as session:
        session.execute(told_by.values(due_on=today - timedelta(days=3)))
    posted(town, "caoqiao", at(signed, "acceptances"), {"path": "PETITION", "words": "先调解。"})
    period = clocks(signed["matter_no"])["opinion_31_6"]
    assert period.started_at.astimezone(HERE).date() == today - timedelta(days=3), "it runs from when telling was due"
    half_of_the_rest = (gone_on(today, period.due_on, 50) - today).days
    days_later(town, half_of_the_rest - 1)
    assert by_itself(town, signed) == []
    days_later(town, half_of_the_rest)
    assert by_itself(town, signed) == [("NO_ACT", "SUPERVISE")]


def test_while_it_is_another_ones_turn_nobody_is_supervised(town, forwarded):
    posted(town, "caoqiao", at(forwarded, "objections"), ELSEWHERE)
    days_later(town, 14)
    assert by_itself(town, forwarded) == []


def test_two_replicas_issue_it_once(town, forwarded):
    replicas = [eventlet.spawn(days_later, town, 8) for _ in range(2)]
    [replica.wait() for replica in replicas]
    assert by_itself(town, forwarded) == [("NO_ACT", "SUPERVISE")]
    assert broken() == set()


def test_the_sender_sees_it_and_stops_it_with_a_word_and_it_does_not_come_back(town, forwarded):
    days_later(town, 8)
    order = in_force_now(town, forwarded)
    here = f"/routing/referrals/{forwarded['referral_id']}"
    petition = town.visitor().signed_in("petition")
    page = petition.open(here)
    assert "停止自动督办" in page.text
    assert forwarded["matter_no"] in petition.open("/routing/sent?pressed=true").text
    door = f"/routing/supervisions/{order['order_id']}/stops"
    assert petition.post(door, data=page.form({"words": ""})).status_code == 422
    assert petition.post(door, data=page.form(STOP)).status_code == 303
    town.deliver()
    told = [entry for entry in matter(town, forwarded)["timeline"] if entry["type"] == "supervision.lifted"]
    assert (told[0]["facts"]["how"], told[0]["facts"]["words"]) == ("stopped", STOP["words"])
    assert town.visitor("petition").refused(409, stops(order), json=STOP)["title"] == "这份督办已经解除"
    days_later(town, 12)
    assert by_itself(town, forwarded) == [("NO_ACT", "SUPERVISE")]
    assert broken() == set()


def test_only_the_sender_stops_it_and_only_what_nobody_issued(town, forwarded):
    told = posted(town, "petition", at(forwarded, "supervisions"), LATE)
    order = next(one for one in told["urgings"] if one["in_force"])
    assert "只有自动督办" in town.visitor("petition").refused(409, stops(order), json=STOP)["title"]
    town.visitor("operator").refused(404, stops(order), json=STOP)
    town.visitor("leader").refused(404, stops(order), json=STOP)
    town.visitor("caoqiao").refused(403, stops(order), json=STOP)
    days_later(town, 8)
    assert by_itself(town, forwarded) == [], "it is supervised already"


def test_a_refused_answer_that_is_not_mended_in_five_days_becomes_a_listed_supervision(town, signed):
    posted(town, "petition", at(signed, "supervisions"), LATE)
    order = in_force_now(town, signed)
    posted(town, "caoqiao", f"/routing/api/v1/supervisions/{order['order_id']}/answers", ANSWER)
    posted(town, "petition", f"/routing/api/v1/supervisions/{order['order_id']}/answer-decisions", REFUSED)
    days_later(town, 5)
    assert by_itself(town, signed) == []
    days_later(town, 6)
    days_later(town, 7)
    assert by_itself(town, signed) == [("NOT_MENDED", "SUPERVISE_LISTED")]
    assert in_force_now(town, signed)["office"] == "petition_office"
    assert broken() == set()


def test_what_was_mended_in_time_stays_what_it_was(town, signed):
    posted(town, "petition", at(signed, "supervisions"), LATE)
    order = in_force_now(town, signed)
    posted(town, "caoqiao", f"/routing/api/v1/supervisions/{order['order_id']}/answers", ANSWER)
    posted(town, "petition", f"/routing/api/v1/supervisions/{order['order_id']}/answer-decisions", REFUSED)
    posted(town, "caoqiao", f"/routing/api/v1/supervisions/{order['order_id']}/answers", ANSWER)
    days_later(town, 7)
    assert by_itself(town, signed) == []


def test_over_an_assistant_three_days_late_the_unit_in_charge_is_supervised(town, signed):
    posted(town, "caoqiao", at(signed, "acceptances"), {"path": "PETITION", "words": "先调解。"})
    assistance = asked(town, signed)
    late = datetime.fromisoformat(assistance["due_on"]).date() - utc_now().astimezone(HERE).date()
    days_later(town, late.days + 2)
    assert by_itself(town, signed) == []
    days_later(town, late.days + 3)
    assert by_itself(town, signed) == [("ASSISTANT_LATE", "SUPERVISE")]
    posted(town, "zhapu", of(assistance, "answers"), FOUND)
    assert broken() == set()


def asks_again(town, referral, by="operator"):
    """The petitioner rings, comes or writes about a matter that is open."""
    body = {"channel": "VISIT", "words": "来访，说一直没有人办。"}
    posted(town, by, f"/intake/api/v1/matters/{referral['matter_no']}/contacts", body)


def test_when_the_petitioner_asks_again_the_unit_is_supervised_once(town):
    referral = town.referral()
    asks_again(town, referral)
    assert by_itself(town, referral) == [("CAME_AGAIN", "SUPERVISE")]
    assert "第 2 次反映" in in_force_now(town, referral)["words"]
    asks_again(town, referral)
    assert len(by_itself(town, referral)) == 1
    assert broken() == set()


def test_whom_the_unit_received_itself_it_is_not_supervised_for(town):
    referral = town.referral()
    asks_again(town, referral, by="caoqiao")
    assert by_itself(town, referral) == []


def test_who_came_while_an_objection_waited_is_not_forgotten(town, forwarded):
    posted(town, "caoqiao", at(forwarded, "objections"), ELSEWHERE)
    asks_again(town, forwarded, by="petition")
    days_later(town, 0)
    assert by_itself(town, forwarded) == [], "it is not its turn"
    refused = {"agreed": False, "words": "属于本单位职权，不同意退回"}
    posted(town, "petition", at(forwarded, "objection-decisions"), refused)
    days_later(town, 0)
    days_later(town, 0)
    assert by_itself(town, forwarded) == [("CAME_AGAIN", "SUPERVISE")]
    assert broken() == set()


def test_who_came_while_the_reply_was_checked_is_not_forgotten_either(town):
    referral = town.referral()
    posted(town, "caoqiao", at(referral, "signatures"), {})
    posted(town, "caoqiao", at(referral, "opinions"), answers(referral))
    asks_again(town, referral)
    days_later(town, 0)
    assert by_itself(town, referral) == []
    posted(town, "caoqiao2", at(referral, "opinion-checks"), {"released": False, "words": "先回应信访人。"})
    days_later(town, 0)
    assert by_itself(town, referral) == [("CAME_AGAIN", "SUPERVISE")]


def test_when_the_petitioner_comes_again_the_unit_is_supervised_at_once(town):
    petitioner = {"name": "钱某", "phone": new_phone()}
    forwarded = town.referral(by="petition", petitioner=petitioner, channel="FORWARDED", external_no="1")
    again = {"channel": "FORWARDED", "external_no": "2", "same_as": forwarded["matter_no"], "petitioner": petitioner}
    told = town.register(by="petition", **again)
    assert by_itself(town, forwarded) == [("CAME_AGAIN", "SUPERVISE")]
    assert told["matter_no"] in in_force_now(town, forwarded)["words"]
    town.register(by="petition", **again)
    assert len(by_itself(town, forwarded)) == 1
    assert broken() == set()
