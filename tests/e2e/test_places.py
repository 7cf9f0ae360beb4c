"""The place is found in the text while it is typed, underlined, and taken over with one key."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def form(people):
    page = people["operator"]
    page.goto("/intake/matters/new")
    return page


def test_a_place_is_underlined_explained_and_taken_over_with_one_key(form):
    form.locator('[name="narrative"]').focus()
    form.keyboard.type("在黄姑镇老街打工")
    expect(form.locator(".underlined u")).to_have_text("黄姑镇")
    expect(form.locator("[data-told]")).to_contain_text("黄姑镇今为独山港镇")
    form.keyboard.press("Alt+a")
    expect(form.locator('[name="place"]')).to_have_value("黄姑镇（今独山港镇）")
    expect(form.locator('[name="narrative"]')).to_be_focused()
    expect(form.locator("[data-told]")).to_be_empty()


def test_another_city_is_not_guessed_into_this_one(form):
    with form.expect_response("**/routing/places"):
        form.locator('[name="narrative"]').fill("安徽来安县新埭镇的老家")
    expect(form.locator(".underlined u")).to_have_count(0)
    expect(form.locator('[name="place"]')).to_have_value("")


def test_without_javascript_it_is_offered_on_a_page(people):
    page = people.signed_in("operator", java_script_enabled=False)
    page.goto("/intake/matters/new")
    page.locator('[name="narrative"]').fill("我在曹桥街道受伤")
    page.get_by_role("button", name="从内容里找地点").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("内容里提到的地点")
    page.get_by_role("button", name=re.compile("曹桥街道")).click()
    assert page.locator('[name="place"]').input_value() == "曹桥街道"
    assert page.locator('[name="narrative"]').input_value() == "我在曹桥街道受伤"
