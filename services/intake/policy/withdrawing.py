"""What may be withdrawn, and by whom: what is still in hand, by the petitioner or whoever may give a claim up."""

from services.intake.policy.matter_state import IN_HAND


def withdrawable(state):
    """Whether somebody here still has to decide it."""
    return state in IN_HAND


def may_be_told_by(told_by, authorities):
    """The petitioner always; of those who speak for the petitioner, one who was given that authority (特别授权) or
    has it by law. A general authority does not reach to giving up a claim."""
    return told_by == "petitioner" or told_by in authorities
