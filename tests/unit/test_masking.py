"""What is shown of a name or a number to someone who has not asked to see it, and how it is looked up."""

import base64

import pytest

from shared.privacy import blind_index, mask_name, mask_phone, mask_receiver, mask_words
from tests.contracts.example_key import EXAMPLE_SETTINGS, KEY, settings_read_from


@pytest.mark.parametrize(("name", "masked"), [("林某", "林*"), ("林小某", "林**"), ("林", "林"), ("", "")])
def test_of_a_name_the_family_name_stays(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"), [("13800000000", "*******0000"), ("12348", "*2348"), ("0000", "0000"), ("", "")]
)
def test_of_a_number_the_last_four_digits_stay(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(("receiver", "masked"), [("本人", "本人"), ("林某（姐姐）", "林*****")])
def test_that_it_was_the_person_themselves_who_took_a_paper_names_nobody(receiver, masked):
    assert mask_receiver(receiver) == masked


@pytest.mark.parametrize(("text", "masked"), [("虚构路 8 号", "******"), ("村", "******"), ("", "")])
def test_of_an_address_nothing_stays(text, masked):
    assert mask_words(text) == masked


def test_a_blind_index_finds_the_same_value_of_the_same_kind_only():
    index = blind_index("phone", "13800000000")
    assert index == blind_index("phone", "13800000000")
    assert len({index, blind_index("phone", "13800000001"), blind_index("name", "13800000000")}) == 3
    assert len(index) == 32


def test_a_blind_index_depends_on_its_key():
    before = blind_index("phone", "13800000000")
    other_key = base64.b64encode(KEY[::-1]).decode()
    with settings_read_from(**{**EXAMPLE_SETTINGS, "INDEX_KEY": other_key}):
        assert blind_index("phone", "13800000000") != before
