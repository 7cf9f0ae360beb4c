"""What must be true of intake's rows if nothing is lost."""

from services.intake.audit import (
    contacts,
    corrections,
    holding,
    matters,
    people,
    ratings,
    repeats,
    splits,
    withdrawals,
)

ROOMS = (matters, contacts, corrections, holding, people, withdrawals, ratings, repeats, splits)
INVARIANTS = tuple(rule for room in ROOMS for rule in room.INVARIANTS)
