"""Whether what is told of days can be."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.intake.policy.days_told import wrong_moment, wrong_reply_by
from shared.clocks.deadline import HERE

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("received_at", "code"),
    [
        (None, None),
        (NOW, None),
        (NOW + timedelta(seconds=1), "not_in_future"),
        (datetime(2025, 1, 1, tzinfo=UTC), None),
        (datetime(2016, 1, 1, tzinfo=HERE), None),
        (datetime(2015, 12, 31, 23, 59, tzinfo=HERE), "too_long_ago"),
        (datetime(26, 11, 20, tzinfo=UTC), "too_long_ago"),
    ],
)
def test_it_was_received_by_now_and_not_in_another_age(received_at, code):
    assert [problem.code for problem in wrong_moment(received_at, NOW)] == ([code] if code else [])


def test_the_first_year_that_can_be_is_told():
    [problem] = wrong_moment(datetime(2006, 11, 20, tzinfo=UTC), NOW)
    assert (problem.field, problem.limit) == ("received_at", "2016")


@pytest.mark.parametrize(("days", "wrong"), [(-1, True), (0, False), (1, False)])
def test_a_reply_is_asked_for_by_today_at_the_earliest(days, wrong):
    assert bool(wrong_reply_by(TODAY + timedelta(days=days), TODAY)) is wrong
    assert wrong_reply_by(None, TODAY) == []
