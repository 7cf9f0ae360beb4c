"""Who may check a reply before it leaves the house (两人把关): another person, without an interest in the matter."""

from services.routing.policy.act import REVIEWERS, REVIEWS
from shared.contracts.words import CHECKLIST

OF_THE_UNIT = ("office_clerk", "office_head")
OF_A_UNIT_ABOVE = ("office_head", "leader")


def may_check(username, role, *, above, authors, recused, kind=None):
    """Whether somebody at the unit, or at one above it, could check what these people wrote."""
    of_the_unit = REVIEWERS if kind in REVIEWS else OF_THE_UNIT
    roles = OF_A_UNIT_ABOVE if above else of_the_unit
    return role in roles and username not in authors and username not in recused


def everything_is_in_order(ticked):
    return set(ticked) == set(CHECKLIST)
