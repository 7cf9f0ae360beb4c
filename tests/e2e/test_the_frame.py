"""What all pages share: signing in, the language, the colours."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import People, fill


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


def test_on_a_phone_the_filters_are_folded_until_one_asks_for_them(desk):
    desk.goto("/intake/matters")
    expect(desk.get_by_label("渠道")).to_be_visible()
    desk.set_viewport_size({"width": 360, "height": 740})
    desk.goto("/intake/matters")
    expect(desk.get_by_label("渠道")).to_be_hidden()
    desk.get_by_text("筛选条件").click()
    desk.get_by_label("渠道").select_option("VISIT")
    desk.get_by_role("button", name="筛选").click()
    assert "channel=VISIT" in desk.url
    expect(desk.get_by_role("link", name="来访 去掉")).to_be_visible()
