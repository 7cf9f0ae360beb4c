"""What must be true of routing's rows if nothing is lost."""

from services.routing.audit import (
    acceptances,
    after_reply,
    corrections,
    documents,
    handling,
    referrals,
    replies,
    reviews,
    splits,
    withdrawals,
)

ROOMS = (
    referrals,
    acceptances,
    handling,
    replies,
    withdrawals,
    corrections,
    splits,
    documents,
    after_reply,
    reviews,
)
INVARIANTS = tuple(rule for room in ROOMS for rule in room.INVARIANTS)
