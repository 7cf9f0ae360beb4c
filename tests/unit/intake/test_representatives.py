"""How many representatives a group may send."""

import pytest

from services.intake.policy.representatives import REPRESENTATIVES, cap_on_representatives
from tests.unit.clocks.books import NATIONAL_BOOK, WITH_ZHEJIANG, day

TODAY = day("2026-09-20")
NATIONAL = (5, "《信访工作条例》第二十条第三款")
OF_ZHEJIANG = (3, "《浙江省信访条例》第十五条")


def cap(group_size, book):
    row = cap_on_representatives(group_size, book.candidates(REPRESENTATIVES, TODAY))
    return row.limit, row.article


@pytest.mark.parametrize("group_size", [None, 1, 6, 10, 11, 5000])
def test_five_everywhere(group_size):
    assert cap(group_size, NATIONAL_BOOK) == NATIONAL


@pytest.mark.parametrize(
    ("group_size", "counts"), [(6, OF_ZHEJIANG), (10, OF_ZHEJIANG), (11, NATIONAL), (None, NATIONAL)]
)
def test_three_for_up_to_ten_people_where_zhejiang_is_switched_on(group_size, counts):
    assert cap(group_size, WITH_ZHEJIANG) == counts


def test_where_no_row_sets_a_limit_there_is_none():
    assert cap_on_representatives(6, ()) is None
