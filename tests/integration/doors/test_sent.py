"""What a sender sees of what it sent: where each is stuck, since when, how often it came back; late first."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.exc import InvalidRequestError

from services.routing import tracking
from services.routing.models import ReferralOrder
from shared.db import database, utc_now
from tests.integration.doors.test_after_the_reply import handed
from tests.integration.doors.test_lists import all_of
from tests.integration.doors.test_objections import at, decided, objected
from tests.integration.doors.test_referrals import reply
from tests.support.matters import a_claim

SENT = "/routing/api/v1/sent"
LATE = {"cause": "LATE", "words": "请抓紧。", "reply_by": "2099-01-01"}


def sent(town, place="曹桥街道", **changes):
    return town.referral(by="petition", channel="FORWARDED", external_no="1", place=place, **changes)


def shown(town, by="petition", **filters):
    return [row for page in all_of(town, by, SENT, "sent", **filters) for row in page]


def numbers(rows):
    return [row["matter_no"] for row in rows]


def set_row(referral, **values):
    mine = update(ReferralOrder).where(ReferralOrder.referral_id == UUID(referral["referral_id"]))
    with database("routing").transaction() as session:
        session.execute(mine.values(**values))


def test_late_ones_come_first_and_each_says_how_long_it_is_stuck(town):
    first, second, third = (sent(town) for _ in range(3))
    set_row(second, due_on=date(2020, 1, 2), since=utc_now() - timedelta(days=12))
    set_row(third, due_on=date(2020, 1, 1))
    rows = shown(town)
    assert numbers(rows)[:2] == [third["matter_no"], second["matter_no"]]
    assert first["matter_no"] in numbers(rows)
    assert [(row["late"], row["days"]) for row in rows[:2]] == [(True, 0), (True, 12)]
    assert {row["matter_no"] for row in shown(town, late="true")} == {second["matter_no"], third["matter_no"]}


def test_it_is_found_where_it_is_stuck_and_no_longer_where_it_was(town):
    referral = sent(town, place="乍浦镇")
    assert referral["matter_no"] in numbers(shown(town, state="AWAITING_SIGN"))
    town.visitor("zhapu").post(at(referral, "signatures"), json={})
    assert referral["matter_no"] not in numbers(shown(town, state="AWAITING_SIGN"))
    [row] = [r for r in shown(town, state="IN_PROGRESS") if r["matter_no"] == referral["matter_no"]]
    assert row["since"] > row["made_at"]
    reply(town, referral, "zhapu")
    assert referral["matter_no"] in numbers(shown(town, state="ANSWERED"))
    assert referral["matter_no"] in numbers(shown(town)), "it is not served yet"
    assert town.visitor("zhapu").post(at(referral, "services"), json=handed()).status_code == 201
    assert referral["matter_no"] not in numbers(shown(town)), "what is over is not open"
    assert numbers(shown(town, state="ANSWERED", unit="lindai")) == []


def test_how_often_it_came_back_is_counted_on_whoever_has_it_now(town):
    referral = sent(town)
    objected(town, referral)
    decided(town, "petition", referral, unit="zhapu")
    [row] = [r for r in shown(town) if r["matter_no"] == referral["matter_no"]]
    assert (row["unit"], row["returned"]) == ("zhapu", 1)
    page = town.visitor().signed_in("petition").open("/routing/sent?unit=zhapu")
    assert "退回过 1 次" in page.text


def test_what_is_pressed_can_be_seen_and_asked_for(town):
    referral = sent(town, place="新仓镇")
    town.visitor("petition").post(at(referral, "chases"), json=LATE)
    town.visitor("petition").post(at(referral, "supervisions"), json=LATE)
    assert referral["matter_no"] in numbers(shown(town, pressed="true"))
    page = town.visitor().signed_in("petition").open("/routing/sent?unit=xincang&pressed=true")
    for words in ("督办", "已催办 1 次", "第 1 天", "新仓"):
        assert words in page.text


def test_who_is_supervised_stays_among_the_pressed_until_the_answer_is_accepted(town):
    referral, office = sent(town, place="新仓镇"), town.visitor("xincang")
    office.post(at(referral, "signatures"), json={})
    assert town.visitor("petition").post(at(referral, "supervisions"), json=LATE).status_code == 201
    reply(town, referral, "xincang")
    assert office.post(at(referral, "services"), json=handed()).status_code == 201
    assert referral["matter_no"] not in numbers(shown(town)), "all is done"
    assert referral["matter_no"] in numbers(shown(town, pressed="true")), "but the supervision is in force"
    [order] = [one for one in office.get(at(referral, "")[:-1]).json["urgings"] if one["in_force"]]
    door = f"/routing/api/v1/supervisions/{order['order_id']}"
    assert office.post(f"{door}/answers", json={"words": "已答复送达。"}).status_code == 201
    accepted = {"accepted": True, "words": "同意。"}
    assert town.visitor("petition").post(f"{door}/answer-decisions", json=accepted).status_code == 201
    assert referral["matter_no"] not in numbers(shown(town, pressed="true"))


def test_every_page_of_many_is_there_once_with_and_without_a_day(town):
    made = [sent(town, place="林埭镇") for _ in range(2 * tracking.PAGE // 10)]
    with pytest.MonkeyPatch.context() as small:
        small.setattr(tracking, "PAGE", 3)
        for each in made[:4]:
            set_row(each, due_on=None)
        pages = all_of(town, "petition", SENT, "sent", unit="lindai")
    assert {len(page) for page in pages[:-1]} == {3}
    rows = [row for page in pages for row in page]
    assert len(set(numbers(rows))) == len(rows)
    assert set(numbers(rows)) >= {each["matter_no"] for each in made}
    days = [row["due_on"] for row in rows]
    assert days[-4:] == [None] * 4
    assert days[:-4] == sorted(days[:-4])


def test_counts_say_where_it_is_stuck_and_stop_counting_somewhere(town, monkeypatch):
    sent(town)
    sent(town)
    monkeypatch.setattr(tracking, "MOST", 1)
    page = town.visitor().signed_in("petition").open("/routing/sent")
    assert "在办 1+" in page.text


def test_a_sender_sees_what_it_sent_and_a_leader_chooses_whose(town):
    theirs, ours = sent(town), town.referral()
    assert theirs["matter_no"] not in numbers(shown(town, by="operator"))
    assert ours["matter_no"] in numbers(shown(town, by="operator", sender="petition_office"))
    assert theirs["matter_no"] not in numbers(shown(town, by="operator", sender="petition_office"))
    assert theirs["matter_no"] in numbers(shown(town, by="leader", sender="petition_office"))
    assert ours["matter_no"] in numbers(shown(town, by="leader", sender="hotline"))


def test_a_report_is_shown_to_nobody_but_its_sender(town):
    report = town.register(by="petition", kind="REPORT", claims=[a_claim(category="conduct")])["matter_no"]
    assert report in numbers(shown(town, state="HANDED_OUTSIDE"))
    assert report not in numbers(shown(town, by="leader", sender="petition_office", state="HANDED_OUTSIDE"))


@pytest.mark.parametrize("wrong", [{"state": "LOST"}, {"late": "soon"}, {"cursor": "x"}, {"cursor": "2026-01-01_x"}])
def test_a_wrong_filter_is_named(town, wrong):
    problem = town.visitor("petition").refused(422, SENT, method="GET", query_string=wrong)
    assert [error["field"] for error in problem["errors"]] == list(wrong)


def test_the_page_reads_no_more_of_an_order_than_it_shows(town):
    signed, late = sent(town, place="林埭镇"), sent(town, place="林埭镇")
    town.visitor("lindai").post(at(signed, "signatures"), json={})
    assert town.visitor("petition").post(at(late, "supervisions"), json=LATE).status_code == 201
    page = town.visitor().signed_in("petition").open("/routing/sent?unit=lindai")
    assert all(one["matter_no"] in page.text for one in (signed, late))
    with database("routing").reading() as session:
        by = SimpleNamespace(unit="petition_office", units=("petition_office",), role="petition_clerk")
        for row in tracking.listed(session, by, utc_now().date()).rows:
            with pytest.raises(InvalidRequestError):
                _ = row.referral.objections
