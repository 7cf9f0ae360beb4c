"""How many representatives a group may send when it comes: of the rulebook's rows, the one that allows the fewest."""

from dataclasses import dataclass

REPRESENTATIVES = "group_visit_representatives"
VISITING = "VISIT"


@dataclass(frozen=True)
class TooMany:
    """More came than may: `limit` of them may, by this article (none: they are more than the group itself)."""

    limit: int
    article: str | None = None


def too_many_representatives(channel, group_size, representatives, rows):
    """Why so many may not speak for the group; None where they may. The cap is for those who come in person (走访): a
    letter may name as many as signed it."""
    if group_size is not None and representatives > group_size:
        return TooMany(group_size)
    if channel != VISITING:
        return None
    cap = cap_on_representatives(at_least(group_size, representatives), rows)
    return TooMany(cap.limit, cap.article) if cap and representatives > cap.limit else None


def at_least(group_size, representatives):
    """A group that did not say how many it is has its representatives at least."""
    return group_size or representatives or None


def cap_on_representatives(group_size, rows):
    """The row that counts, with its `limit` and its article; None where none sets a limit for such a group."""
    fitting = [row for row in rows if row.limit is not None and _is_for(row, group_size)]
    return min(fitting, key=lambda row: row.limit, default=None)


def _is_for(row, group_size):
    return row.up_to is None or (group_size is not None and group_size <= row.up_to)
