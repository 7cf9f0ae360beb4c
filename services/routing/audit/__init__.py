"""What must be true of routing's rows if nothing is lost."""

from services.routing.audit import documents, handling, referrals, replies, withdrawals

ROOMS = (referrals, handling, replies, withdrawals, documents)
INVARIANTS = tuple(rule for room in ROOMS for rule in room.INVARIANTS)
