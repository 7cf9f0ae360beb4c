"""What all pages share: signing in, the language, the colours, and live blocks that hold still under the hand."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import People, fill, visit_until


@pytest.fixture
def desk(browser, embedded):
    with People(browser, embedded) as people:
        yield people["operator"]


def test_whoever_follows_a_link_signs_in_first_and_is_there_then(people):
    page = people.public()
    page.goto("/intake/matters?channel=VISIT")
    assert "/console/sign-in" in page.url
    people.will_be_refused()
    fill(page, {"username": "operator", "password": "wrong"})
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    assert page.locator('[name="username"]').input_value() == "operator"

    fill(page, {"password": "liandong-demo"})
    page.keyboard.press("Enter")
    page.wait_for_url("**/intake/matters?channel=VISIT")
    page.get_by_role("button", name="退出登录").click()
    page.goto("/intake/matters")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")


def test_the_other_language_keeps_the_page_and_its_filters(desk):
    desk.goto("/intake/matters?channel=VISIT&q=13800000001")
    desk.get_by_role("link", name="English").click()
    expect(desk).to_have_title("Matters · Liandong")
    assert "channel=VISIT" in desk.url
    assert "q=13800000001" in desk.url
    desk.get_by_role("link", name="Notices").click()
    assert desk.evaluate("document.documentElement.lang") == "en"
    desk.get_by_role("link", name="中文").click()
    assert desk.evaluate("document.documentElement.lang") == "zh-Hans"


def test_a_chosen_theme_stays_chosen(desk):
    desk.goto("/intake/matters")
    light = desk.evaluate("getComputedStyle(document.body).backgroundColor")
    desk.get_by_role("button", name="深色").click()
    desk.goto("/notify/notices")
    expect(desk.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")
    assert desk.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_the_first_tab_leads_past_the_frame(desk):
    desk.goto("/intake/matters")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "main"


def test_a_live_list_holds_still_while_the_pointer_is_on_it_and_then_shows_what_came(browser, embedded):
    with People(browser, embedded) as people:
        office = people["danghu"]
        embedded.referral(embedded.register(place="当湖街道")["matter_no"])
        visit_until(office, "/routing/referrals", "LD-")
        office.locator("[data-live-content]").hover()

        matter_no = embedded.register(place="当湖街道")["matter_no"]
        embedded.referral(matter_no)
        expect(office.locator("[data-live-age]")).to_contain_text("有更新")
        expect(office.get_by_role("link", name=matter_no)).to_have_count(0)

        office.mouse.move(0, 0)
        expect(office.get_by_role("link", name=matter_no)).to_have_count(1)


def test_a_live_block_can_be_stopped_and_says_since_when(browser, embedded):
    with People(browser, embedded) as people:
        ops = people["ops"]
        ops.goto("/console/monitor")
        ops.get_by_role("button", name="暂停更新").click()
        expect(ops.locator("[data-live-age]")).to_contain_text("已暂停更新")
        ops.get_by_role("button", name="继续更新").click()
        expect(ops.locator("[data-live-age]")).to_contain_text("秒前")
