"""What must be true of who held what."""

from services.intake.holding import without_their_holder


def every_holder_is_remembered(session, before):
    """a matter of which somebody holds a claim, without its being kept that they did"""
    return session.scalars(without_their_holder())


INVARIANTS = (every_holder_is_remembered,)
