"""Codes have words in both languages; form, contract, page and report read the same table."""

import re

import pytest

from shared import contracts
from shared.contracts import notify, words
from shared.contracts.words import Vocabulary

MODULES = [
    words,
    *(module for module in vars(contracts).values() if getattr(module, "__name__", "").startswith("shared.")),
]
VOCABULARIES = {
    member.name: member
    for module in [*MODULES, notify]
    for member in vars(module).values()
    if isinstance(member, Vocabulary)
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
EACH = pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=lambda vocabulary: vocabulary.name)


@EACH
def test_every_code_has_its_chinese_and_its_english(vocabulary):
    for code, word in vocabulary.items():
        assert CHINESE.search(word.zh), f"{vocabulary.name}.{code} has no Chinese"
        assert re.search("[A-Za-z]", word.en), f"{vocabulary.name}.{code} has no English"
        assert not CHINESE.search(word.en), f"the English of {vocabulary.name}.{code} is Chinese"
        assert (word.zh, word.en) == (word.zh.strip(), word.en.strip())


@EACH
def test_no_two_codes_are_called_the_same(vocabulary):
    for language in ("zh", "en"):
        said = [getattr(word, language) for word in vocabulary.values()]
        assert len(set(said)) == len(said), f"{vocabulary.name}: a clerk could not tell two of its choices apart"


@EACH
def test_a_code_is_an_english_identifier_that_fits_its_column(vocabulary):
    for code in vocabulary:
        assert re.fullmatch(r"[A-Z][A-Z_]*|[a-z][a-z0-9_]*", code), f"{vocabulary.name}.{code}"
        assert len(code) <= 32
