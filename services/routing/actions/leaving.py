"""Somebody leaves, or moves to another unit: the open orders in their hands go back to the unit."""

from services.routing.actions.about import about_a_referral
from shared.contracts.routing import HandlerReleased
from shared.messaging import publish


def release_handler(session, referral, now):
    """Nobody has it in hand until the unit gives it to somebody else; whose turn it is stays what it was."""
    left, referral.handler = referral.handler, None
    publish(session, HandlerReleased(**about_a_referral(referral), username=left, released_at=now))
