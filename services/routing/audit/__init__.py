"""What must be true of routing's rows if nothing is lost."""

from services.routing.audit import handling, referrals, replies, withdrawals

INVARIANTS = (*referrals.INVARIANTS, *handling.INVARIANTS, *replies.INVARIANTS, *withdrawals.INVARIANTS)
