"""The page of a matter: whose turn it is, every clock in words, the timeline by its parts."""

from datetime import date, timedelta

import pytest

from services.intake import queries
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


def test_of_a_long_timeline_the_newest_are_shown_and_the_earlier_are_a_press_away(town, referral, monkeypatch):
    monkeypatch.setattr(queries, "TIMELINE_SHOWN", 2)
    for number in range(3):
        told = {"channel": "PHONE", "words": f"第{number}次催问。"}
        door = f"/intake/api/v1/matters/{referral['matter_no']}/contacts"
        assert town.visitor("operator").post(door, json=told).status_code == 201
    town.deliver()
    here = f"/intake/matters/{referral['matter_no']}"
    newest = page(town, referral, "?part=petitioner")
    shown = newest.source.partition('id="timeline"')[2]
    assert [f"第{number}次催问。" in shown for number in range(3)] == [False, True, True]
    assert f'data-live="{here}/timeline?part=petitioner"' in newest.source
    earlier = page(town, referral, "?part=petitioner&page=2")
    assert f"{here}?part=petitioner&page=2#timeline" in newest.links
    assert f"{here}?part=petitioner&page=1#timeline" in earlier.links
    shown = earlier.source.partition('id="timeline"')[2]
    assert ("登记，来电" in shown, "第0次催问。" in shown, "第1次催问。" in shown) == (True, True, False)
    assert "data-live" not in earlier.source, "what was before does not change"
    assert f"{here}?part=petitioner&page=3#timeline" not in earlier.links
    town.visitor("operator").refused(422, f"{here}?page=0", method="GET")


def test_it_leads_to_its_notices(town, referral):
    path = f"/notify/notices?matter_no={referral['matter_no']}"
    assert path in page(town, referral).links
    assert "登记告知" in town.visitor("operator").open(path).text


def test_a_part_there_is_not_is_refused(town, referral):
    town.visitor("operator").refused(422, f"/intake/matters/{referral['matter_no']}?part=secrets", method="GET")
