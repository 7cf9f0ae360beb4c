"""The desk: each referral in the tabs of its turn, what is due first, first; counted as far as one counts."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from services.routing import desk
from services.routing.models import ReferralOrder
from shared.db import database, utc_now
from shared.web.page import HERE
from tests.integration.doors.test_referrals import reply

OBJECTION = {"reason": "OTHER_TERRITORY", "explanation": "村界在河东。", "competent_unit": "xindai"}
TABS = ("new", "mine", "waiting", "late", "finishing", "answered")


@pytest.fixture
def today():
    return utc_now().astimezone(HERE).date()


@pytest.fixture
def clerk(town):
    return town.visitor().signed_in("guangchen")


def arrive(town):
    return town.referral(place="广陈镇")


def act(town, referral, noun, **form):
    path = f"/routing/api/v1/referrals/{referral['referral_id']}/{noun}"
    answer = town.visitor("guangchen").post(path, json=form)
    assert answer.status_code == 201, answer.text


def answer(town, referral):
    act(town, referral, "signatures")
    reply(town, referral, "guangchen")


def due(referral, on):
    """As if its first duty ended on that day."""
    with database("routing").transaction() as session:
        mine = ReferralOrder.referral_id == UUID(referral["referral_id"])
        session.execute(update(ReferralOrder).where(mine).values(due_on=on))


def numbers(page):
    return [row.split(">", 1)[1].split("<")[0] for row in page.source.split('class="row"')[1:]]


def tabs_with(clerk, referral):
    return {tab for tab in TABS if referral["matter_no"] in numbers(clerk.open(f"/routing/referrals?tab={tab}"))}


def test_a_referral_stands_where_its_turn_is(town, clerk, today):
    new, signed, objected, late, answered = (arrive(town) for _ in range(5))
    act(town, signed, "signatures")
    act(town, objected, "objections", **OBJECTION)
    answer(town, answered)
    due(late, today - timedelta(days=1))

    assert tabs_with(clerk, new) == {"new"}
    assert tabs_with(clerk, signed) == {"mine"}
    assert tabs_with(clerk, objected) == {"waiting"}
    assert tabs_with(clerk, late) == {"new", "late"}
    assert tabs_with(clerk, answered) == {"finishing", "answered"}, "answered, and not served yet"


def test_what_ends_today_is_not_late(town, clerk, today):
    referral = arrive(town)
    due(referral, today)
    assert tabs_with(clerk, referral) == {"new"}


def test_what_is_due_first_stands_first_whenever_it_came_and_what_nobody_can_say_a_day_of_last(town, clerk, today):
    undated, second, first = (arrive(town) for _ in range(3))
    due(first, today + timedelta(days=1))
    due(second, today + timedelta(days=2))
    due(undated, None)
    wanted = [referral["matter_no"] for referral in (first, second, undated)]
    assert [number for number in numbers(clerk.open("/routing/referrals")) if number in wanted] == wanted


def test_filters_narrow_a_tab_and_each_has_its_chip(town, clerk, today):
    tomorrow, later, undated = (arrive(town) for _ in range(3))
    for referral, day in (
        (tomorrow, today + timedelta(days=1)),
        (later, today + timedelta(days=30)),
        (undated, None),
    ):
        due(referral, day)
    assert tomorrow["matter_no"] in numbers(clerk.open("/routing/referrals?due=week"))
    assert later["matter_no"] not in numbers(clerk.open("/routing/referrals?due=week"))
    shown = clerk.open("/routing/referrals?due=unknown")
    assert undated["matter_no"] in numbers(shown)
    assert tomorrow["matter_no"] not in numbers(shown)
    assert "日历未公布" in shown.text

    act(town, later, "signatures")
    for handler, there in (("guangchen", True), ("guangchen2", False)):
        assert (later["matter_no"] in numbers(clerk.open(f"/routing/referrals?tab=mine&handler={handler}"))) is there


def test_a_tab_without_a_match_says_so_and_another_says_that_it_is_empty(town):
    clerk = town.visitor().signed_in("danghu2")
    assert "没有逾期的交办件" in clerk.open("/routing/referrals?tab=late").text
    assert "没有符合条件的交办件" in clerk.open("/routing/referrals?tab=late&kind=ASSIGN").text


def test_pages_hold_every_row_once(town, clerk, monkeypatch):
    came = {arrive(town)["matter_no"] for _ in range(7)}
    monkeypatch.setattr(desk, "PAGE", 3)
    shown, address = [], "/routing/referrals?tab=new"
    while address:
        page = clerk.open(address)
        shown += numbers(page)
        address = next((link for link in page.links if "cursor=" in link and "lang=" not in link), None)
    assert len(shown) == len(set(shown))
    assert came <= set(shown)


def test_tabs_are_counted_as_far_as_one_counts(town, clerk, monkeypatch):
    for _ in range(3):
        arrive(town)
    monkeypatch.setattr(desk, "MOST_COUNTED", 2)
    assert "新到 2+" in " ".join(clerk.open("/routing/referrals").text.split())


def test_what_another_unit_holds_is_in_no_tab(town, clerk):
    assert tabs_with(clerk, town.referral(place="林埭镇")) == set()


@pytest.mark.parametrize("wrong", ["tab=all", "due=never", "kind=x", "cursor=x"])
def test_a_wrong_filter_is_refused(clerk, wrong):
    assert clerk.get(f"/routing/referrals?{wrong}").status_code == 422


def test_the_desk_and_its_rows_are_the_same_list(town, clerk):
    arrive(town)
    assert numbers(clerk.open("/routing/referrals?tab=new")) == numbers(clerk.open("/routing/referrals/rows?tab=new"))


def test_what_was_chased_or_is_supervised_says_so(town, clerk):
    referral = arrive(town)
    path = f"/routing/api/v1/referrals/{referral['referral_id']}"
    reply_by = (utc_now().astimezone(HERE).date() + timedelta(days=7)).isoformat()
    pressing = {"cause": "LATE", "words": "请抓紧核实并答复。", "reply_by": reply_by}
    assert town.visitor("operator").post(f"{path}/chases", json=pressing).status_code == 201
    assert town.visitor("leader").post(f"{path}/supervisions", json=pressing).status_code == 201

    [row] = [part for part in clerk.open("/routing/referrals").source.split("<tr") if referral["matter_no"] in part]
    assert "已催办 1 次" in row
    assert "督办中" in row
