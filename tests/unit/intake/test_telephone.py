"""Only a whole number is looked up: a part of it would show a stranger's history."""

import pytest

from services.intake.policy.telephone import is_complete


@pytest.mark.parametrize(
    "number",
    ["13800000001", "138 0000 0001", "0573-85012348", "057385012348", "85012348", "02161234567", "+85291234567"],
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
        "abc",
    ],
)
def test_a_part_of_a_number_or_what_is_none_is_not(number):
    assert not is_complete(number)
