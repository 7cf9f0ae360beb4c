"""The operator's hands stay on the keyboard: the order of Tab, Ctrl+Enter, and the input method left in peace."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.matters import new_phone

TALKING_ORDER = [
    "petitioner.phone",
    "petitioner.name",
    "petitioner.groups",
    "place",
    "narrative",
    "claims.0.category",
    "claims.0.text",
]
NUMBER = re.compile(r"LD-\d{8}-\d{4,}")
FOCUSED = "() => document.activeElement.name || document.activeElement.id"
WHILE_COMPOSING = """([key, said]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {
    key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key, ctrlKey: key === "Enter", altKey: key === "t",
    ...said, bubbles: true, cancelable: true }))"""

COMPOSED = """() => document.activeElement.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }))"""


@pytest.fixture
def form(people):
    page = people["operator"]
    page.goto("/intake/matters/new")
    return page


def test_tab_follows_the_talk(form):
    seen = [form.evaluate(FOCUSED)]
    while seen[-1] != TALKING_ORDER[-1]:
        form.keyboard.press("Tab")
        seen.append(form.evaluate(FOCUSED))
        assert len(seen) < 40, seen
    assert list(dict.fromkeys(seen)) == TALKING_ORDER


def test_a_call_is_logged_without_the_mouse(form):
    keys = form.keyboard
    keys.type(new_phone())
    keys.press("Tab")
    keys.type("郑某")
    press_until(form, "petitioner.groups", "Space")
    press_until(form, "place")
    keys.type("乍浦镇")
    press_until(form, "narrative")
    keys.type("夜里施工太吵。")
    keys.press("Enter")
    keys.type("已经半个月。")
    press_until(form, "claims.0.category")
    keys.press("End")
    press_until(form, "claims.0.text")
    keys.type("夜里停工")
    keys.press("Enter")
    expect(form).to_have_url(re.compile("/matters/new$|/drafts/[0-9a-f-]{36}$"))
    keys.press("Control+Enter")
    told = form.locator(".flash.success").first
    expect(told).to_contain_text("已登记，编号 LD-")
    expect(form.locator('[name="petitioner.phone"]')).to_be_focused()
    expect(form.locator('[name="petitioner.phone"]')).to_have_value("")
    expect(form.locator('[name="narrative"]')).to_have_value("")
    form.goto(f"/intake/matters/{NUMBER.search(told.inner_text())[0]}")
    expect(form.locator(".story")).to_have_text("夜里施工太吵。\n已经半个月。")
    expect(form.locator("main")).to_contain_text("进城务工人员")


@pytest.mark.parametrize("said", [{"isComposing": True}, {"keyCode": 229}], ids=str)
def test_no_key_acts_while_a_word_is_being_composed(form, said):
    form.evaluate("document.forms.call.addEventListener('submit', () => { document.title = 'submitted'; })")
    form.locator('[name="narrative"]').focus()
    for key in ("Enter", "/", "?", "t"):
        let_through = form.evaluate(WHILE_COMPOSING, [key, said])
        assert let_through, f"{key} was taken from the input method"
        assert form.evaluate(FOCUSED) == "narrative"
    form.locator("body").evaluate("() => document.activeElement.blur()")
    for key in ("/", "?", "m"):
        form.evaluate(WHILE_COMPOSING, [key, said])
    expect(form).to_have_url(re.compile("/matters/new$|/drafts/"))
    assert form.title() != "submitted"
    assert form.evaluate(FOCUSED) == ""
    expect(form.get_by_role("dialog")).to_have_count(0)


def test_alt_and_a_letter_leads_through_the_form(form):
    for key, name in (("c", "narrative"), ("q", "claims.0.category"), ("p", "place"), ("t", "petitioner.phone")):
        form.keyboard.press(f"Alt+{key}")
        assert form.evaluate(FOCUSED) == name
    form.keyboard.press("Alt+j")
    expect(form.locator('[name="claims.1.category"]')).to_be_focused()
    form.keyboard.press("Alt+k")
    expect(form.get_by_role("dialog")).to_contain_text("Alt+Q")


def test_single_keys_lead_elsewhere_until_one_switches_them_off(people):
    page = people["operator"]
    page.goto("/intake/matters")
    page.keyboard.press("n")
    page.wait_for_url("**/intake/matters/new")
    page.goto("/intake/matters")
    page.keyboard.press("?")
    page.get_by_label("启用单键快捷键").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    for key in ("n", "?"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile("/intake/matters$"))
    page.get_by_role("button", name="快捷键").click()
    page.get_by_label("启用单键快捷键").check()


def test_a_half_composed_number_is_not_looked_up(form):
    asked = []
    form.on("request", lambda request: asked.append(request.url))
    form.evaluate(
        """() => { const field = document.activeElement; field.value = "13800000001";
        field.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true })); }"""
    )
    form.wait_for_timeout(700)
    assert not any("/intake/callers" in url for url in asked)
    with form.expect_request("**/intake/callers"):
        form.evaluate(COMPOSED)


def test_a_single_key_finds_the_search_box_and_the_list_of_keys(people):
    page = people["operator"]
    page.goto("/intake/matters")
    page.keyboard.press("/")
    assert page.evaluate(FOCUSED) == "q"
    page.keyboard.type("/?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def press_until(page, name, *then):
    for _ in range(20):
        if page.evaluate(FOCUSED) == name:
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"Tab does not come to {name}")
    for key in then:
        page.keyboard.press(key)
