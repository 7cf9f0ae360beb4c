"""How many representatives a group may send."""

import pytest

from services.intake.policy.representatives import ZHEJIANG, Cap, cap_on_representatives

NATIONAL = Cap(5, "《信访工作条例》第二十条第三款")
OF_ZHEJIANG = Cap(3, "《浙江省信访条例》第十五条第二款")


@pytest.mark.parametrize("group_size", [None, 1, 6, 10, 11, 5000])
def test_five_everywhere(group_size):
    assert cap_on_representatives(group_size) == NATIONAL


@pytest.mark.parametrize(
    ("group_size", "cap"), [(6, OF_ZHEJIANG), (10, OF_ZHEJIANG), (11, NATIONAL), (None, NATIONAL)]
)
def test_three_for_up_to_ten_people_where_zhejiang_s_overlay_is_on(group_size, cap):
    assert cap_on_representatives(group_size, {ZHEJIANG}) == cap


def test_another_overlay_changes_nothing():
    assert cap_on_representatives(6, {"jiangsu"}) == NATIONAL
