"""Only a whole number is looked up: a part of it would show a stranger's history."""

import pytest

from services.intake.policy.telephone import is_complete, plain_number


@pytest.mark.parametrize(
    "number",
    [
        "13800000001",
        "138 0000 0001",
        "0573-85012348",
        "057385012348",
        "85012348",
        "02161234567",
        "+85291234567",
        "0085291234567",
    ],
)
def test_a_whole_number_is_complete(number):
    assert is_complete(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        None,
        "1",
        "1380000000",
        "138000000",
        "138000000011",
        "8501234",
        "0573-850123",
        "12348",
        "110",
        "+8529",
        "+8613800000",
        "+86 8501",
        "abc",
    ],
)
def test_a_part_of_a_number_or_what_is_none_is_not(number):
    assert not is_complete(number)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("138 0000 0001", "13800000001"),
        ("+86 138-0000-0001", "13800000001"),
        ("0086 138 0000 0001", "13800000001"),
        ("8613800000001", "13800000001"),
        ("85012348", "057385012348"),
        ("0573-8501 2348", "057385012348"),
        ("+86 573 8501 2348", "057385012348"),
        ("+86 0573 8501 2348", "057385012348"),
        ("021 6123 4567", "02161234567"),
        ("+86 21 6123 4567", "02161234567"),
        ("+852 9123 4567", "+85291234567"),
        ("00852 9123 4567", "+85291234567"),
        ("12348", "12348"),
        ("+86 138 0000", "+861380000"),
        (None, None),
        ("", None),
    ],
)
def test_one_number_is_written_in_one_way_and_stays_so(said, kept):
    assert plain_number(said, "0573") == kept
    assert plain_number(kept, "0573") == kept


def test_where_no_area_code_is_known_none_is_put_before_a_number():
    assert plain_number("85012348") == "85012348"
