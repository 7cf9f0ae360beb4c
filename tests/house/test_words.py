"""Whatever Liandong says in Chinese it can say in English."""

import re
from collections import Counter

import pytest
from babel.messages.pofile import read_po

from tests.house.msgids import used
from tests.house.sources import ROOT

CATALOGUE = ROOT / "shared" / "web" / "languages" / "en.po"
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")  # ideographs and full-width punctuation
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")


@pytest.fixture(scope="module")
def english():
    """msgid → entry of the English catalogue."""
    with CATALOGUE.open("rb") as file:
        return {entry.id: entry for entry in read_po(file, locale="en") if entry.id}


@pytest.fixture(scope="module")
def said():
    return used()


def test_every_sentence_has_its_english(said, english):
    chinese = {msgid for msgid in said if CHINESE.search(msgid)}
    missing = sorted(msgid for msgid in chinese if msgid not in english or not english[msgid].string)
    places = "\n".join(f"  {msgid!r}  ({', '.join(sorted(said[msgid]))})" for msgid in missing)
    assert not missing, f"{len(missing)} have no English in shared/web/languages/en.po; add them:\n{places}"


def test_no_english_is_left_over(said, english):
    left_over = sorted(set(english) - set(said))
    assert not left_over, f"nothing says {left_over} any more: remove them from shared/web/languages/en.po"


def test_each_is_translated_once():
    entries = re.findall(r'(?m)^msgid "(.+)"$', CATALOGUE.read_text(encoding="utf-8"))
    twice = [msgid for msgid, times in Counter(entries).items() if times > 1]
    assert not twice, f"{twice} stand twice in shared/web/languages/en.po: the last would win"


def test_a_translation_fills_in_the_same_values(english):
    wrong = [
        msgid
        for msgid, entry in english.items()
        if Counter(PLACEHOLDER.findall(msgid)) != Counter(PLACEHOLDER.findall(entry.string))
    ]
    assert not wrong, f"the English of {wrong} has other %(names)s or {{names}} than the Chinese"


def test_the_english_is_english_and_the_msgids_are_chinese(english):
    wrong = [msgid for msgid, entry in english.items() if CHINESE.search(entry.string) or not CHINESE.search(msgid)]
    assert not wrong, f"{wrong} are not Chinese, or their English is"


def test_no_entry_is_doubtful(english):
    fuzzy = [msgid for msgid, entry in english.items() if entry.fuzzy]
    assert not fuzzy, f"{fuzzy} are marked fuzzy: look at them and take the mark away"


def test_a_refusal_is_a_sentence_of_the_desk_not_an_explanation_for_programmers(said):
    wrong = [places for msgid, places in said.items() if "docstring" in str(places) and not CHINESE.search(msgid)]
    assert not wrong, f"{wrong}: the first line of a Refused's docstring is what a clerk reads, in Chinese"
