"""Who sits before the browser, and what they do with a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from shared.config import DEMO_PASSWORD
from tests.support.running import Liandong

Cookies = Any
_signed_in: dict[tuple[str, str], Cookies] = {}


class People:
    """`people["operator"]` is the operator's page, signed in; `people.public()` is anybody's.

    Each person has a browser of their own. Whatever a page's console complains of fails the test at its end;
    answers that refuse (4xx) are no complaint after the test has said `people.will_be_refused()`.
    """

    def __init__(self, browser: Browser, liandong: Liandong) -> None:
        self.browser = browser
        self.liandong = liandong
        self.contexts: list[BrowserContext] = []
        self.pages: dict[str, Page] = {}
        self.complaints: list[str] = []
        self.refusals_expected = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for context in self.contexts:
            context.close()
        if kind is None:
            assert not self.complaints, "\n".join(self.complaints)

    def __getitem__(self, username: str) -> Page:
        if username not in self.pages:
            self.pages[username] = self.signed_in(username)
        return self.pages[username]

    def signed_in(self, username: str, **options: Any) -> Page:
        """A new browser with this person signed in; the form itself is for the test of signing in."""
        key = (self.liandong.address, username)
        if key in _signed_in:
            return self.public(storage_state=_signed_in[key], **options)
        page = self.public(**options)
        door = page.context.request
        token = re.search(r'name="csrf_token" value="([^"]+)"', door.get("/console/sign-in").text())
        assert token, "the sign-in form has no CSRF token"
        form = {"csrf_token": token[1], "username": username, "password": DEMO_PASSWORD}
        assert door.post("/console/sign-in", form=form).ok
        _signed_in[key] = page.context.storage_state()
        return page

    def public(self, **options: Any) -> Page:
        """A new browser in which nobody is signed in."""
        asked = {"base_url": self.liandong.address, "locale": "zh-CN", **options}
        context = self.browser.new_context(**asked)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def will_be_refused(self) -> None:
        """From here on, answers that refuse are what the test wants."""
        self.refusals_expected = True

    def _hear(self, said: ConsoleMessage) -> None:
        refusal = "Failed to load resource" in said.text
        if said.type in ("error", "warning") and not (refusal and self.refusals_expected):
            self.complaints.append(f"{said.page.url if said.page else ''}: {said.text}")


def fill(page: Page, values: Mapping[str, Any]) -> None:
    """Type, choose or tick what each named field takes."""
    for name, value in values.items():
        field = page.locator(f'[name="{name}"]')
        kind = field.first.evaluate("one => one.type")
        if kind == "checkbox":
            for code in value:
                page.locator(f'[name="{name}"][value="{code}"]').check()
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(value)


def register(page: Page) -> str:
    """Press the call form's button; the number the matter got."""
    page.locator("main form").get_by_role("button", name="登记").click()
    page.wait_for_url("**/intake/matters/*-*")
    return number_of(page)


def number_of(page: Page) -> str:
    """The matter a page is about, by its heading."""
    return page.get_by_role("heading", level=1).inner_text()


def query_code(page: Page, matter_no: str) -> str:
    """The code for the petitioner, as the slip shows it that a desk gives out after a check."""
    page.goto(f"/intake/matters/{matter_no}")
    page.locator('[name="check"]').select_option("facts")
    page.get_by_role("button", name="出具登记回执").click()
    found = re.search(r"查询码：([0-9A-Z ]+)", page.locator("article").inner_text())
    assert found, "no query code on the slip"
    return found[1].replace(" ", "")


def timeline(page: Page, matter_no: str, until: str) -> list[str]:
    """What a matter's page tells of its course, line by line, once it has come to `until`."""
    visit_until(page, f"/intake/matters/{matter_no}", until)
    return page.locator("ol.timeline li").all_inner_texts()


def assert_told_in_order(lines: list[str], *expected: str) -> None:
    """Each expected text stands in a line of its own, after the one before."""
    told = "\n".join(lines)
    position = 0
    for text in expected:
        after = next((n for n, line in enumerate(lines) if n >= position and text in line), None)
        assert after is not None, f"{text!r} is not told in its place:\n{told}"
        position = after + 1


def visit_until(page: Page, path: str, text: str) -> None:
    """Open a page, again and again, until its main part says this."""
    for _ in range(60):
        page.goto(path)
        if text in page.locator("main").inner_text():
            return
        page.wait_for_timeout(200)
    expect(page.locator("main")).to_contain_text(text)
