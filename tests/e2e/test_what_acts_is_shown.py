"""What acts instead of being read is a mark as soon as it is pasted, and turns nothing around on a page."""

import pytest
from playwright.sync_api import expect

from shared.legible import ACTING, legible
from tests.e2e.people import fill

EVERY = "".join(chr(code) for code in range(0x2100) if ACTING.match(chr(code)) and code)


@pytest.fixture
def form(people):
    page = people["operator"]
    page.goto("/intake/matters/new")
    return page


def test_it_is_marked_while_it_is_written_as_it_will_be_stored(form):
    story = form.locator('[name="narrative"]')
    story.fill(f"甲{EVERY}乙")
    expect(story).to_have_value(legible(f"甲{EVERY}乙"))
    story.fill("在曹桥街道\u202e打工")
    story.evaluate("field => field.setSelectionRange(2, 2)")
    form.keyboard.insert_text("\u2066")
    expect(story).to_have_value("在曹⟨U+2066⟩桥街道⟨U+202E⟩打工")
    assert story.evaluate("field => field.selectionStart") == len("在曹⟨U+2066⟩")


def test_a_place_behind_it_is_still_underlined(form):
    form.locator('[name="narrative"]').fill("\u202e我在黄姑镇老街打工")
    expect(form.locator(".underlined u")).to_have_text("黄姑镇")


def test_nothing_behind_a_name_is_turned_around(people, form):
    fill(form, {"petitioner.name": "\u202e某林", "narrative": "abc\u202edef", "claims.0.text": "\u202eghi"})
    fill(form, {"channel": "PHONE", "kind": "HELP", "claims.0.category": "wages", "place": "曹桥街道"})
    form.get_by_role("button", name="登记", exact=True).click()
    story = form.locator(".story").first
    expect(story).to_have_text("abc⟨U+202E⟩def")
    at = story.evaluate(
        """part => { const text = part.firstChild, left = (place) => {
            const range = document.createRange(); range.setStart(text, place); range.setEnd(text, place + 1);
            return range.getBoundingClientRect().left; };
            const start = text.data.indexOf("abc"); return [0, 1, 11, 12, 13].map((n) => left(start + n)); }"""
    )
    assert at == sorted(at)
