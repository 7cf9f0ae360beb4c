"""When a return visit is tried again, what it must say, and when it speaks for reopening."""

from types import SimpleNamespace

import pytest

from services.routing.policy.visiting import is_tried_again, speaks_for_reopening, wrong_in


def told(reached, satisfaction=None, remains=None):
    return SimpleNamespace(reached=reached, satisfaction=satisfaction, remains=remains)


def test_whoever_was_not_reached_is_tried_again_until_the_city_s_number():
    assert [is_tried_again(False, number, 3) for number in (1, 2, 3)] == [True, True, False]
    assert not is_tried_again(True, 1, 3)


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        (told(True, "MOSTLY", "清走砖块"), {}),
        (told(True), {"satisfaction": "required"}),
        (told(False), {}),
        (told(False, "SATISFIED"), {"satisfaction": "only_if_reached"}),
        (told(False, None, "砖块"), {"remains": "only_if_reached"}),
    ],
)
def test_only_whoever_was_reached_says_something_and_then_how_satisfied(form, wrong):
    assert wrong_in(form) == wrong


def test_who_is_not_satisfied_or_left_with_something_speaks_for_reopening():
    assert speaks_for_reopening("NOT_SATISFIED", None)
    assert speaks_for_reopening("MOSTLY", "砖块没有清走")
    assert not speaks_for_reopening("MOSTLY", None)
