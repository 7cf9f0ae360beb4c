"""Every page, for each who opens it, in both languages, light and dark, wide and narrow."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.e2e.pages import OFFICE, PAGES, PARTS_OF_PAGES, Filled, routes
from tests.e2e.people import People
from tests.e2e.words import chinese_left
from tests.support.look import HERE as LOOK

SURVEY = (Path(__file__).parent / "survey.js").read_text(encoding="utf-8")
LOOKS = (LOOK / "check.js").read_text(encoding="utf-8")
AXE = """() => axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)))"""
WIDE, NARROW, PHONE = ({"width": width, "height": 900} for width in (1280, 375, 360))
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
# Each of the two widths, each of the two themes and each of the two languages meets each of the others.
VIEWS = {"zh": [(WIDE, "light"), (NARROW, "dark")], "en": [(WIDE, "dark"), (NARROW, "light")]}
WHO = list(dict.fromkeys(page_of.who for page_of in PAGES))


@pytest.fixture(scope="session")
def filled(embedded):
    return Filled(embedded)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", WHO)
def test_every_page_is_whole_and_everyone_can_use_it(browser, embedded, filled, who, language):
    with People(browser, embedded) as people:
        people.will_be_refused()
        page = people[filled.office if who == OFFICE else who] if who else people.public()
        mine = [page_of for page_of in PAGES if page_of.who == who]
        wrong = [
            f"{page_of.name}: {problem}"
            for page_of in mine
            for problem in problems(opened(page, page_of, filled, language), language)
        ]
    assert not wrong, "\n".join(wrong)


def opened(page, page_of, filled, language):
    """One of the pages in a language, after pressing what it says."""
    page.set_viewport_size(WIDE)
    address = page_of.address(filled)
    page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
    if page_of.presses:
        page.locator(page_of.presses).last.click()
        page.wait_for_load_state()
    return page


def problems(page, language):
    yield from page.evaluate(SURVEY, LANGUAGES[language])
    page.evaluate(AXE_SCRIPT)
    for size, theme in VIEWS[language]:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(size)
        yield from (f"{theme} {size['width']}: {problem}" for problem in page.evaluate(AXE))
    page.set_viewport_size(PHONE)
    yield from (problem for problem in page.evaluate(LOOKS) if not problem.startswith("not translated"))
    if language == "en":
        yield from (f"not translated: {text}" for text in chinese_left(page))


def test_no_page_is_forgotten():
    patterns = {route: re.sub(r"<[^>]+>", "[^/?]+", route) for route in routes() - PARTS_OF_PAGES}
    known = [page_of.path for page_of in PAGES if isinstance(page_of.path, str)]
    known += ["/intake/matters/x", "/notify/notices/x", "/routing/triage/x", "/routing/referrals/x"]
    known += ["/legalaid/applications/x"]
    missing = [
        route
        for route, pattern in patterns.items()
        if not any(re.fullmatch(pattern, path.split("?")[0]) for path in known)
    ]
    assert not missing, f"add {missing} to tests/e2e/pages.py, with whoever opens it"
