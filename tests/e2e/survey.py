"""What is wrong with a page: its parts, its use by everyone, its looks, and its language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from tests.e2e.words import chinese_left
from tests.support.look import HERE as LOOK

SURVEY = (Path(__file__).parent / "survey.js").read_text(encoding="utf-8")
LOOKS = (LOOK / "check.js").read_text(encoding="utf-8")
AXE = """() => axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)))"""
WIDE, NARROW, PHONE = (ViewportSize(width=width, height=900) for width in (1280, 375, 360))
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
# Each of the two widths, each of the two themes and each of the two languages meets each of the others.
VIEWS = {"zh": [(WIDE, "light"), (NARROW, "dark")], "en": [(WIDE, "dark"), (NARROW, "light")]}


def problems(page: Page, language: str) -> Iterator[str]:
    """One line for each thing that is wrong with the page as it is open, in `zh` or `en`."""
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
    page.set_viewport_size(WIDE)
