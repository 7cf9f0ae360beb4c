"""The catalogue of events is generated, current, and tells the truth."""

import inspect
import re

import pytest

from shared.contracts import EVENTS, catalogue
from shared.messaging.services import hearings, service_classes

COMMAND = "run `liandong contracts` and commit shared/contracts/README.md"
EVERY = "every service"


def test_the_catalogue_is_current():
    assert catalogue.FILE.read_text(encoding="utf-8") == catalogue.text(), f"the catalogue is out of date: {COMMAND}"


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_every_event_and_each_of_its_fields_stands_in_the_catalogue(type_):
    section = catalogue.text().partition(f"### {type_}\n")[2].partition("\n### ")[0]
    assert all(f"| `{name}` |" in section for name in EVENTS[type_].reader.fields)


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_an_event_says_who_hears_it_and_it_is_so(type_):
    words = inspect.getdoc(EVENTS[type_].declaration) or ""
    told = " ".join(words.split()).partition("Heard by ")[2]
    assert told, f"say in the docstring of {EVENTS[type_].declaration.__name__} who hears it: “Heard by …”"
    services = set(service_classes())
    named = services if told.startswith(EVERY) else services & set(re.findall(r"[a-z]+", told.split(". ")[0]))
    hearing = {each.service for each in hearings() if type_ in each.types}
    assert named == hearing, f"the docstring of {type_} names {sorted(named)}, but {sorted(hearing)} hear it"


def test_the_catalogue_says_which_fields_are_sealed():
    section = catalogue.text().partition("### matter.registered\n")[2]
    row = next(line for line in section.splitlines() if line.startswith("| `narrative`"))
    assert row == "| `narrative` | text, at most 20,000 characters | sealed | yes |"
