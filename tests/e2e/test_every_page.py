"""Every page, for each who opens it, in both languages, light and dark, wide and narrow."""

import re

import pytest

from tests.e2e.filled import Filled
from tests.e2e.pages import OFFICE, PAGES, PARTS_OF_PAGES, SECOND, routes
from tests.e2e.people import People, fill
from tests.e2e.survey import LANGUAGES, problems
from tests.support import running

WHO = list(dict.fromkeys(page_of.who for page_of in PAGES))


@pytest.fixture(scope="module")
def demo():
    """A Liandong of its own: what other stories say on its pages would look like words left untranslated."""
    with running.embedded() as liandong:
        yield liandong


@pytest.fixture(scope="module")
def filled(demo):
    return Filled(demo)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", WHO)
def test_every_page_is_whole_and_everyone_can_use_it(browser, demo, filled, who, language):
    with People(browser, demo) as people:
        people.will_be_refused()
        page = people[{OFFICE: filled.office, SECOND: f"{filled.office}2"}.get(who, who)] if who else people.public()
        mine = [page_of for page_of in PAGES if page_of.who == who]
        wrong = [
            f"{page_of.name}: {problem}"
            for page_of in mine
            for problem in problems(opened(page, page_of, filled, language), language)
        ]
    assert not wrong, "\n".join(wrong)


def opened(page, page_of, filled, language):
    """One of the pages in a language, after filling in and pressing what it says."""
    address = page_of.address(filled)
    page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
    fill(page, page_of.fills(filled))
    if page_of.presses:
        page.locator(page_of.presses).last.click()
        page.wait_for_load_state()
    return page


def test_no_page_is_forgotten():
    patterns = {route: re.sub(r"<[^>]+>", "[^/?]+", route) for route in routes() - PARTS_OF_PAGES}
    known = [page_of.path for page_of in PAGES if isinstance(page_of.path, str)]
    known += ["/intake/matters/x", "/notify/notices/x", "/routing/triage/x", "/routing/referrals/x"]
    known += ["/routing/signatures/new", "/routing/signatures", "/routing/referrals/x/opinion"]
    known += ["/legalaid/applications/x", "/intake/imports/x", "/intake/matters/x/contacts/new"]
    known += ["/intake/drafts/x", "/intake/matters/x/withdrawals/new", "/intake/matters/x/corrections/new"]
    known += ["/intake/matters/x/splits/new"]
    missing = [
        route
        for route, pattern in patterns.items()
        if not any(re.fullmatch(pattern, path.split("?")[0]) for path in known)
    ]
    assert not missing, f"add {missing} to tests/e2e/pages.py, with whoever opens it"
