"""What state a matter is in: a pure function of the states of its claims."""

BY_A_REVIEW = ("UNDER_REVIEW", "UNDER_REREVIEW")
"""It was answered in its time, and that answer is looked at again."""
OF_AN_ORDER = ("SPLIT", "REVIEWED", "REVOKED")
"""Where an order stands whose claims went on to another one: no matter ever does."""
IN_HAND = (
    "REGISTERED",
    "AWAITING_TRIAGE",
    "RETURNED",
    "REOPENED",
    "OBJECTED",
    "AWAITING_SIGN",
    "IN_PROGRESS",
    "AWAITING_REVIEW",
    *BY_A_REVIEW,
)
OPEN = (*IN_HAND, "STEERED", "HANDED_OUTSIDE")
"""What a petitioner may still be heard about without registering it again."""
FURTHEST_BEHIND_FIRST = (
    *IN_HAND,
    "STEERED",
    "HANDED_OUTSIDE",
    "REVIEWED",
    "REVOKED",
    "ANSWERED",
    "FINALISED",
    "DECLINED",
    "BARRED",
    "WITHDRAWN",
    "SPLIT",
)


def matter_state(claims):
    """The state of the claim that is furthest behind, and who holds it: `(state, holder)`."""
    slowest = min(claims, key=lambda claim: (FURTHEST_BEHIND_FIRST.index(claim.state), claim.number))
    return slowest.state, slowest.holder


def is_heard_again(state, answered_on_the_spot):
    """Whether what its petitioner says is kept with it: while it is open, and after a unit's reply, which may lie
    unserved or unperformed, until that is final."""
    return state in OPEN or (state == "ANSWERED" and not answered_on_the_spot)


def held_apart(claim, holder):
    """The unit that has this claim while another one, `holder`, has the matter; None where nobody looks for it."""
    return claim.holder if claim.state in OPEN and claim.holder != holder else None
