"""What must be true of intake's rows if nothing is lost."""

from services.intake.audit import contacts, corrections, matters, ratings, repeats, withdrawals

ROOMS = (matters, contacts, corrections, withdrawals, ratings, repeats)
INVARIANTS = tuple(rule for room in ROOMS for rule in room.INVARIANTS)
