"""Which claims may become a matter of their own: those that no unit has taken up, as long as one stays behind."""

from services.intake.policy.matter_state import IN_HAND

WAITING = ("AWAITING_TRIAGE", "AWAITING_SIGN")
BEING_SENT = ("REGISTERED", "RETURNED", "REOPENED")


def what_bars(state):
    """A word of `SPLIT_BARS`; None where nothing is in the way."""
    if state in WAITING:
        return None
    if state in BEING_SENT:
        return "BEING_SENT"
    return "TAKEN_UP" if state in IN_HAND else "OVER"


def leaves_one_behind(claims, chosen):
    """A matter never loses all its claims: what is left of it is still the matter that the petitioner brought."""
    return 0 < len(chosen) < len(claims)
