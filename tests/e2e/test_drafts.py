"""What is typed into the call form is kept while it is typed: through a reload, in two forms, in two windows."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import fill
from tests.support.matters import new_phone

KEPT = re.compile(r"/intake/drafts/[0-9a-f-]{36}$")
STATE = "[data-autosave-state]"


@pytest.fixture
def form(people):
    page = people["operator"]
    page.goto("/intake/matters/new")
    return page


def value(page, name):
    return page.locator(f'[name="{name}"]').input_value()


def test_on_leaving_a_field_it_is_saved_and_a_reload_brings_it_back(form):
    phone = new_phone()
    form.keyboard.type(phone)
    form.keyboard.press("Tab")
    expect(form.locator(STATE)).to_have_text(re.compile(r"^已保存 \d\d:\d\d:\d\d$"))
    expect(form.get_by_role("status").and_(form.locator(STATE))).to_be_visible()
    expect(form).to_have_url(KEPT)
    form.reload()
    assert value(form, "petitioner.phone") == phone


def test_after_two_seconds_of_stillness_it_is_saved_without_losing_the_focus(form):
    form.locator('[name="narrative"]').focus()
    form.keyboard.type("墙倒了")
    expect(form.locator(STATE)).to_contain_text("已保存")
    form.keyboard.type("，没有人管")
    assert value(form, "narrative") == "墙倒了，没有人管"


def test_two_forms_at_once_survive_a_reload(form):
    other = form.context.new_page()
    other.goto("/intake/matters/new")
    for page, name in ((form, "甲某"), (other, "乙某")):
        fill(page, {"petitioner.name": name})
        page.keyboard.press("Tab")
        expect(page).to_have_url(KEPT)
    for page, name in ((form, "甲某"), (other, "乙某")):
        page.reload()
        assert value(page, "petitioner.name") == name


def test_two_windows_on_one_draft_do_not_overwrite_each_other(people, form):
    people.will_be_refused()
    fill(form, {"petitioner.name": "丙某"})
    form.keyboard.press("Tab")
    expect(form).to_have_url(KEPT)
    first = form.url
    other = form.context.new_page()
    other.goto(first)
    fill(other, {"place": "乍浦镇"})
    other.keyboard.press("Tab")
    expect(other.locator(STATE)).to_contain_text("已保存")
    fill(form, {"place": "当湖街道"})
    form.keyboard.press("Tab")
    expect(form.locator(STATE)).to_contain_text("另一个窗口")
    assert value(form, "place") == "当湖街道"
    form.get_by_role("button", name="这里的内容另存为新草稿").click()
    expect(form.locator(STATE)).to_contain_text("已保存")
    assert form.url != first
    form.reload()
    assert value(form, "place") == "当湖街道"
    other.reload()
    assert value(other, "place") == "乍浦镇"
