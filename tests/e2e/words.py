"""What is still Chinese on an English page, once people's own words, names and quoted law are taken away."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml
from playwright.sync_api import Page

from shared.demo.fill import AGAIN, EXPLAINED, MATTERS, RECEIVER, REMEDY
from shared.demo.messages import city_folder
from shared.privacy import mask_name
from tests.support.city import staff
from tests.support.matters import a_claim, a_matter

CHINESE = re.compile(r"[㐀-鿿]")
LAW = re.compile(r"《[^》]+》(第[一二三四五六七八九十百]+[条款项])*")
PAPERS = re.compile(r"挂?[催督]〔\d{4}〕\d+号")
TEXTS = """() => {
  const texts = [document.title], outside = "[lang=zh-Hans], script, style, template";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(outside)) texts.push(walk.currentNode.data);
  for (const one of document.querySelectorAll("body *")) if (!one.closest(outside))
    for (const name of one.getAttributeNames()) if (name !== "value") texts.push(one.getAttribute(name));
  return texts;
}"""


def chinese_left(page: Page) -> list[str]:
    """The texts and attributes that ought to be in the catalogue."""
    texts = page.evaluate(TEXTS)
    return sorted({text.strip() for text in texts if CHINESE.search(without_own_words(text))})


def without_own_words(text: str) -> str:
    for own in own_words():
        text = text.replace(own, "")
    return PAPERS.sub("", LAW.sub("", text))


@cache
def own_words() -> list[str]:
    """Names, places and what people said, the longest first."""
    told = yaml.safe_load(MATTERS.read_text(encoding="utf-8"))
    old_names = yaml.safe_load((city_folder() / "old_names.yaml").read_text(encoding="utf-8"))
    with (city_folder() / "places.csv").open(encoding="utf-8", newline="") as file:
        places = [place["name"] for place in csv.DictReader(file)]
    people = [matter["petitioner"]["name"] for matter in [*told, a_matter()]]
    own = {
        REMEDY,
        EXPLAINED,
        RECEIVER,
        AGAIN["words"],
        *strings([told, old_names, a_matter(), a_claim()]),
        *places,
        *(place.removesuffix("街道").removesuffix("镇") for place in places),
        *(person["name"] for person in staff().values()),
        *(mask_name(name) for name in people),
    }
    return sorted((text for text in own if CHINESE.search(text)), key=len, reverse=True)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
