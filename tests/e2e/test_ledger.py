"""The ledger on the screen: filters in the address with a chip each, and the sheet that says the same."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.people import People, visit_until
from tests.support.sheets import rows_of


@pytest.fixture
def clerk(browser, embedded):
    numbers = [embedded.register(place="广陈镇")["matter_no"] for _ in range(2)]
    referrals = [embedded.referral(number) for number in numbers]
    embedded.client("guangchen").post(f"/routing/api/v1/referrals/{referrals[0]['referral_id']}/signatures", {})
    with People(browser, embedded) as people:
        visit_until(people["guangchen"], "/routing/ledger", numbers[1])
        yield people["guangchen"]


def shown(page):
    return page.locator("tbody tr td:first-child").all_inner_texts()


def headings(page):
    return page.locator("thead th").all_inner_texts()


def test_filters_stand_in_the_address_each_can_be_taken_off_and_the_sheet_follows(clerk):
    clerk.get_by_label("状态").select_option("IN_PROGRESS")
    clerk.get_by_role("button", name="筛选").click()
    expect(clerk.get_by_role("link", name="办理中 去掉")).to_be_visible()
    assert "state=IN_PROGRESS" in clerk.url
    assert len(shown(clerk)) >= 1

    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="导出表格").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    rows = rows_of(Path(download.value.path()).read_bytes())
    assert [row["编号"] for row in rows] == shown(clerk)
    assert list(rows[0]) == [name for name in headings(clerk) if name in rows[0]]

    before = len(shown(clerk))
    clerk.get_by_role("link", name="办理中 去掉").click()
    assert "state=" not in clerk.url
    assert len(shown(clerk)) > before


def test_nothing_matches_is_said_otherwise_than_nothing_yet(clerk):
    clerk.goto("/routing/ledger?until=2020-01-01")
    expect(clerk.locator("main")).to_contain_text("没有符合条件的交办件")
    clerk.get_by_role("link", name="去掉全部筛选").click()
    assert shown(clerk)
