"""The weeks by which the newest narratives with some words are found first."""

from datetime import UTC, datetime, timedelta, timezone

from services.intake.policy.weeks import week_of, windows

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_a_week_begins_on_monday_at_midnight_whatever_the_offset():
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    assert week_of(monday) == week_of(NOON) == "@2026-48"
    assert week_of(monday - timedelta(microseconds=1)) == "@2026-47"
    assert week_of(datetime(2026, 11, 23, 3, tzinfo=timezone(timedelta(hours=8)))) == "@2026-47"


def test_the_last_days_of_december_may_be_of_the_next_year_s_first_week():
    assert week_of(datetime(2024, 12, 30, tzinfo=UTC)) == "@2025-01"


def test_the_windows_follow_each_other_without_a_gap_and_the_last_has_no_beginning():
    told = list(windows(NOON))
    assert told[0][1] == NOON
    assert told[-1] == (None, told[-2][0], [])
    assert [later[0] for later in told[:-1]] == [older[1] for older in told[1:]]


def test_every_moment_of_a_window_has_one_of_its_marks():
    for since, until, marks in list(windows(NOON))[:-1]:
        days = (until - since) / timedelta(days=1)
        told = {week_of(since + timedelta(days=day)) for day in range(int(days) + 1) if day < days}
        assert sorted(told) == sorted(marks)
