"""Whether what is told of days can be: a mistyped year starts clocks that are late before anybody saw them."""

from datetime import datetime

from shared.clocks.deadline import HERE
from shared.errors import FieldProblem

YEARS_BACK = 10


def wrong_moment(received_at, now):
    """What is wrong with when something was received, if anything: it lies ahead, or the year must be mistyped."""
    if received_at is None:
        return []
    if received_at > now:
        return [FieldProblem("received_at", "not_in_future")]
    first = now.astimezone(HERE).year - YEARS_BACK
    too_old = received_at < datetime(first, 1, 1, tzinfo=HERE)
    return [FieldProblem("received_at", "too_long_ago", str(first))] if too_old else []


def wrong_reply_by(reply_by, today):
    """What is wrong with the day by which a reply is asked for: it has gone by."""
    return [FieldProblem("reply_by", "not_in_past")] if reply_by and reply_by < today else []
