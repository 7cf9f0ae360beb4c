"""The page of a matter: whose turn it is, every clock in words, the timeline by its parts."""

from datetime import date, timedelta

import pytest

from services.intake.models import MatterClock
from shared.db import database, utc_now
from shared.web.page import HERE
from tests.integration.doors.test_referrals import at


@pytest.fixture
def referral(town):
    return town.referral()


def page(town, referral, part=""):
    return town.visitor("operator").open(f"/intake/matters/{referral['matter_no']}{part}")


def due(referral, rule, day):
    """As if that clock of the matter had been told to end on a day."""
    with database("intake").transaction() as session:
        for clock in session.query(MatterClock).filter_by(matter_no=referral["matter_no"], rule=rule):
            clock.due_on = day


def test_it_says_whose_turn_it_is_and_what_is_due_first_in_words(town, referral):
    due(referral, "sign_for", utc_now().astimezone(HERE).date())
    text = page(town, referral).text
    assert "轮到曹桥" in text
    assert "最近期限：签收期限，今天到期" in text


@pytest.mark.parametrize(("days", "words"), [(0, "今天到期"), (-2, "逾期 2 天"), (20, "还剩"), (None, "日历未公布")])
def test_every_clock_is_there_in_words_with_whose_it_is(town, referral, days, words):
    today: date = utc_now().astimezone(HERE).date()
    due(referral, "receiver_tells", None if days is None else today + timedelta(days=days))
    text = page(town, referral).text
    assert words in text[text.index("期限") :]
    assert "曹桥" in text


def test_the_timeline_is_shown_by_its_parts_with_how_much_there_is_of_each(town, referral):
    assert town.visitor("caoqiao").post(at(referral, "signatures"), json={}).status_code == 201
    town.deliver()
    everything, handling = page(town, referral).text, page(town, referral, "/timeline?part=handling").text
    clocks = page(town, referral, "/timeline?part=clocks").text
    assert "签收" in handling
    assert "期限起算" not in handling
    assert "期限起算" in clocks
    assert "登记，来电" not in clocks
    assert "期限起算" in everything
    assert "登记，来电" in page(town, referral, "/timeline?part=petitioner").text
    links = page(town, referral, "?part=clocks").links
    assert f"/intake/matters/{referral['matter_no']}?part=notices#timeline" in links


def test_it_leads_to_its_notices(town, referral):
    path = f"/notify/notices?matter_no={referral['matter_no']}"
    assert path in page(town, referral).links
    assert "登记告知" in town.visitor("operator").open(path).text


def test_a_part_there_is_not_is_refused(town, referral):
    town.visitor("operator").refused(422, f"/intake/matters/{referral['matter_no']}?part=secrets", method="GET")
