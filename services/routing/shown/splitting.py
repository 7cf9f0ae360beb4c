"""What the page of a referral shows of claims that became a matter of their own."""

from flask import g

from services.routing import queries


def shown_splits(referral):
    """The orders of what left this one, and whether the reader sees the one that it left."""
    came_from = referral.split_from
    return {
        "split_off": queries.split_off(g.session, referral, g.staff),
        "sees_split_from": came_from is not None and queries.sees_order(g.session, came_from, g.staff),
    }
