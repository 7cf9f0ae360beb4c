"""What is counted of a query code that is tried."""

from datetime import UTC, datetime

import pytest

from services.intake.policy.tries import beginning_of, hour_of, seconds_left

AT = datetime(2026, 11, 27, 1, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize("written", ["ABCD EFGH JKMN", "abcd-efgh-jkmn", " ABCDEF"])
def test_however_a_code_is_written_its_beginning_is_the_same(written):
    assert beginning_of(written) == "ABCDEF"


def test_what_is_too_short_to_be_a_code_is_not_counted_as_one():
    assert beginning_of("ABCDE") == ""


def test_who_tried_too_often_waits_for_the_next_hour():
    assert hour_of(AT) == datetime(2026, 11, 27, 1, tzinfo=UTC)
    assert seconds_left(AT) == 29 * 60 + 45 + 1
