"""How many representatives a group may send."""

import pytest

from services.intake.policy.representatives import (
    REPRESENTATIVES,
    cap_on_representatives,
    too_many_representatives,
)
from shared.contracts.words import CHANNELS
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


def too_many(size, sent, book, channel="VISIT"):
    over = too_many_representatives(channel, size, sent, book.candidates(REPRESENTATIVES, TODAY))
    return over and (over.limit, over.article)


@pytest.mark.parametrize(
    ("size", "sent", "said"),
    [
        (6, 5, None),
        (6, 6, NATIONAL),
        (100, 6, NATIONAL),
        (None, 6, NATIONAL),
        (3, 4, (3, None)),
        (None, 0, None),
        (6, 0, None),
    ],
)
def test_a_group_sends_five_at_most_and_never_more_than_it_is(size, sent, said):
    assert too_many(size, sent, NATIONAL_BOOK) == said


@pytest.mark.parametrize(
    ("size", "sent", "said"),
    [
        (6, 3, None),
        (10, 4, OF_ZHEJIANG),
        (11, 5, None),
        (11, 6, NATIONAL),
        (None, 3, None),
        (None, 4, OF_ZHEJIANG),
    ],
)
def test_in_zhejiang_ten_people_send_three_and_who_hides_the_number_is_taken_at_their_word(size, sent, said):
    assert too_many(size, sent, WITH_ZHEJIANG) == said


@pytest.mark.parametrize("channel", [channel for channel in CHANNELS if channel != "VISIT"])
@pytest.mark.parametrize("book", [NATIONAL_BOOK, WITH_ZHEJIANG])
def test_the_cap_is_for_those_who_come_and_no_letter_names_more_than_the_group_is(channel, book):
    assert too_many(6, 6, book, channel) is None
    assert too_many(None, 20, book, channel) is None
    assert too_many(5, 6, book, channel) == (5, None)
