"""What must be true of intake's rows if nothing is lost."""

from services.intake.audit import contacts, corrections, matters, people, ratings, repeats, splits, withdrawals

ROOMS = (matters, contacts, corrections, people, withdrawals, ratings, repeats, splits)
INVARIANTS = tuple(rule for room in ROOMS for rule in room.INVARIANTS)
