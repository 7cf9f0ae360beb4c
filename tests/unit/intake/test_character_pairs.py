"""What a word is looked up by."""

from services.intake.policy.character_pairs import character_pairs


def test_each_pair_of_neighbours_is_there_once():
    assert character_pairs("拆迁补偿，拆迁") == ["拆迁", "补偿", "迁补"]


def test_punctuation_and_spaces_part_what_stands_around_them():
    assert character_pairs("房屋 拆（迁）") == ["房屋"]


def test_latin_letters_are_found_in_either_case():
    assert character_pairs("ABc") == character_pairs("abC") == ["ab", "bc"]


def test_nothing_that_means_something_to_a_query_can_be_a_pair():
    assert character_pairs("' & '' | !:* \\ \0 <->") == []
