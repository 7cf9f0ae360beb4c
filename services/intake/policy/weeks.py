"""The weeks in which matters were registered: by them the newest that have some words are found first."""

from datetime import UTC, datetime, timedelta

A_WEEK = timedelta(weeks=1)
LONGER_AND_LONGER = (1, 4, 16, 64)


def week_of(moment):
    """A mark that no pair of characters equals: "@2026-48"."""
    year, week, _ = moment.astimezone(UTC).isocalendar()
    return f"@{year}-{week:02}"


def windows(until):
    """(from, until, the marks of the weeks between) back from `until`; the last has no beginning and no marks."""
    since = _monday(until)
    marks = [week_of(since)]
    for weeks in LONGER_AND_LONGER:
        yield since, until, marks
        until, since = since, since - weeks * A_WEEK
        marks = [week_of(since + number * A_WEEK) for number in range(weeks)]
    yield since, until, marks
    yield None, since, []


def _monday(moment):
    moment = moment.astimezone(UTC)
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC) - timedelta(days=moment.weekday())
