"""A loop that was held up is counted."""

from shared.stalls import Stalls


def test_only_turns_that_come_much_too_late_count_and_the_longest_is_kept():
    stalls = Stalls()
    for late in (0.001, 0.049, 0.4, 0.06):
        stalls.note(late)
    assert (stalls.count, stalls.longest) == (2, 0.4)
