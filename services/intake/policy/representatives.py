"""How many representatives a group may send: of the rulebook's rows, the one that allows it the fewest."""

REPRESENTATIVES = "group_visit_representatives"


def cap_on_representatives(group_size, rows):
    """The row that counts, with its `limit` and its article; None where none sets a limit for such a group."""
    fitting = [row for row in rows if row.limit is not None and _is_for(row, group_size)]
    return min(fitting, key=lambda row: row.limit, default=None)


def _is_for(row, group_size):
    return row.up_to is None or (group_size is not None and group_size <= row.up_to)
