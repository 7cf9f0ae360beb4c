"""What was typed into the search box: a number of some sort, or a name and words."""

import pytest

from services.intake.finding import number_typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ld-20261122-0007", ("matter_no", "LD-20261122-0007")),
        ("33048219800101123x", ("id_number", "33048219800101123X")),
        ("138 0000 0000", ("phone", "13800000000")),
        ("+86 138 0000 0000", ("phone", "13800000000")),
        ("85012348", ("phone", "057385012348")),
        ("欧阳某某", None),
        ("拆迁 补偿", None),
    ],
)
def test_the_sort_of_number_is_known_by_its_form(typed, meant):
    assert number_typed(typed) == meant
