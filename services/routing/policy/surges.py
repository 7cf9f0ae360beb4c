"""When many matters from one place or about one unit are an early warning (集中反映预警); the numbers are rows of the
city's rules. What is counted are matters, never a person's: whoever comes again about the same counts once."""

from datetime import timedelta

DAYS = "surge_days"
LIMITS = {"place": "surge_place", "respondent": "surge_respondent"}


def subjects(kind, same_as, territory, respondent):
    """What a matter counts towards: its place by the name of today, and the unit it is about; a report towards
    nothing, for a count would tell of it."""
    if kind == "REPORT" or same_as:
        return []
    place = territory and (territory.now_called or territory.name)
    return [(of, subject) for of, subject in (("place", place), ("respondent", respondent)) if subject]


def counted_from(received_at, days, acknowledged_at):
    """The moment after which matters count: the window, or the last time somebody took notice."""
    since = received_at - timedelta(days=days)
    return max(since, acknowledged_at) if acknowledged_at else since
