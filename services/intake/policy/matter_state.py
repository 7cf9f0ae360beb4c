"""What state a matter is in: a pure function of the states of its claims."""

FURTHEST_BEHIND_FIRST = (
    "REGISTERED",
    "AWAITING_TRIAGE",
    "RETURNED",
    "OBJECTED",
    "AWAITING_SIGN",
    "IN_PROGRESS",
    "STEERED",
    "HANDED_OUTSIDE",
    "ANSWERED",
)


def matter_state(claims):
    """The state of the claim that is furthest behind, and who holds it: `(state, holder)`."""
    slowest = min(claims, key=lambda claim: (FURTHEST_BEHIND_FIRST.index(claim.state), claim.number))
    return slowest.state, slowest.holder
