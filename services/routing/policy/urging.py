"""Who may press a unit to do what it holds, and on which article."""

from services.routing.policy.guards import is_above
from services.routing.policy.question import PETITION_OFFICE

PRESSED_IN = ("AWAITING_SIGN", "IN_PROGRESS", "AWAITING_REVIEW")
SUPERVISION_ARTICLE = "《信访工作条例》第四十条"


def is_owed(state, is_unfinished):
    """A unit is pressed over what it has in hand, and over a reply that it did not serve, perform or report."""
    return state in PRESSED_IN or is_unfinished


def may_chase(unit, sender, city):
    """Whoever sent it, or a unit above the sender."""
    return unit in city.chain(sender)


def may_supervise(unit, holder, city):
    """The petition office (40), and within its own system a unit above the one that holds it."""
    return is_above(unit, holder, city)


def article_of(supervisor):
    return SUPERVISION_ARTICLE if supervisor == PETITION_OFFICE else None
