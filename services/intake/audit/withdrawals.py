"""What must be true of what petitioners withdrew."""

from sqlalchemy import exists, or_, select

from services.intake.models import Claim, Withdrawal, WithdrawnClaim
from shared.messaging.telling import untold


def every_withdrawal_was_announced_once(session, before):
    """a matter whose withdrawals do not match its withdrawal.recorded events"""
    return untold(session, select(Withdrawal.matter_no), "withdrawal.recorded")


def every_withdrawn_claim_is_in_nobodys_hands(session, before):
    """a claim that was withdrawn and that somebody still holds, or one without its withdrawal"""
    said = exists().where(WithdrawnClaim.claim_id == Claim.claim_id, WithdrawnClaim.outcome == "WITHDRAWN")
    is_it = Claim.state == "WITHDRAWN"
    wrong = or_(said & ~is_it, ~said & is_it, is_it & Claim.holder.is_not(None))
    return session.scalars(select(Claim.claim_id).where(wrong))


INVARIANTS = (every_withdrawal_was_announced_once, every_withdrawn_claim_is_in_nobodys_hands)
