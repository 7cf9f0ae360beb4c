"""What must be true of intake's rows if nothing is lost."""

from services.intake.audit import contacts, matters, ratings, repeats, withdrawals

INVARIANTS = (
    *matters.INVARIANTS,
    *contacts.INVARIANTS,
    *withdrawals.INVARIANTS,
    *ratings.INVARIANTS,
    *repeats.INVARIANTS,
)
