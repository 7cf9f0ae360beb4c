"""The desk of a township: what is theirs to do and until when, in words; a referral moves with its turn."""

import re

import pytest
from playwright.sync_api import expect

from shared.db import utc_now
from shared.web.page import HERE
from tests.e2e.people import People, visit_until


@pytest.fixture
def people(browser, embedded):
    with People(browser, embedded) as people:
        yield people


def arrived(embedded, by="operator", **changes):
    matter_no = embedded.register(by, place="新仓镇", **changes)["matter_no"]
    embedded.referral(matter_no, by)
    return matter_no


def row(page, matter_no):
    return page.locator("tbody tr").filter(has_text=matter_no)


def tab(page, name):
    return page.get_by_role("navigation", name="按轮到谁查看").get_by_role("link", name=name)


def test_what_came_says_until_when_it_may_be_objected_to_and_why(people, embedded):
    clerk, matter_no = people["xincang"], arrived(embedded)
    visit_until(clerk, "/routing/referrals", matter_no)
    badge = row(clerk, matter_no).locator("summary .badge")
    expect(badge).to_contain_text(re.compile(r"^(签收期限|异议期)"))
    row(clerk, matter_no).locator("summary").click()
    expect(row(clerk, matter_no)).to_contain_text(re.compile(r"异议期.*还剩 \d+ 个工作日"))


def test_what_ends_today_says_so(people, embedded):
    today = utc_now().astimezone(HERE).date().isoformat()
    matter_no = arrived(embedded, "petition", channel="FORWARDED", external_no="平信转〔2026〕31号", reply_by=today)
    clerk = people["xincang"]
    visit_until(clerk, "/routing/referrals?due=today", matter_no)
    expect(row(clerk, matter_no).locator("summary .badge")).to_contain_text("今天到期")


def test_a_referral_moves_to_the_tab_of_its_turn(people, embedded):
    clerk, matter_no = people["xincang"], arrived(embedded)
    visit_until(clerk, "/routing/referrals", matter_no)
    row(clerk, matter_no).get_by_role("link").click()
    clerk.get_by_role("button", name="签收").click()

    clerk.goto("/routing/referrals")
    expect(row(clerk, matter_no)).to_have_count(0)
    tab(clerk, "待我办").click()
    expect(row(clerk, matter_no)).to_contain_text("演示新仓经办人")


def test_the_counts_of_the_tabs_are_live_too(people, embedded):
    clerk = people["xincang"]
    arrived(embedded)
    visit_until(clerk, "/routing/referrals?tab=mine", "新到")
    clerk.mouse.move(0, 0)
    before = int(tab(clerk, "新到").locator("b").inner_text())
    arrived(embedded)
    expect(tab(clerk, "新到").locator("b")).to_have_text(str(before + 1))


def test_filters_stand_in_the_address_and_come_off_one_by_one(people, embedded):
    clerk, matter_no = people["xincang"], arrived(embedded)
    visit_until(clerk, "/routing/referrals", matter_no)
    clerk.get_by_label("方式").select_option("TRANSFER")
    clerk.get_by_role("button", name="筛选").click()
    expect(row(clerk, matter_no)).to_have_count(1)
    clerk.get_by_label("期限").select_option("unknown")
    clerk.get_by_role("button", name="筛选").click()
    assert "kind=TRANSFER" in clerk.url
    assert "due=unknown" in clerk.url
    expect(clerk.locator("main")).to_contain_text("没有符合条件的交办件")

    clerk.get_by_role("link", name="日历未公布 去掉").click()
    assert "due=" not in clerk.url
    expect(row(clerk, matter_no)).to_have_count(1)


def test_a_filter_half_chosen_is_not_lost_to_what_arrives(people, embedded):
    clerk = people["xincang"]
    arrived(embedded)
    visit_until(clerk, "/routing/referrals", "LD-")
    clerk.get_by_label("方式").select_option("ASSIGN")
    clerk.locator("h1").click()
    matter_no = arrived(embedded)
    clerk.locator("[data-live-show]").click()
    expect(row(clerk, matter_no)).to_have_count(1)
    expect(clerk.get_by_label("方式")).to_have_value("ASSIGN")
