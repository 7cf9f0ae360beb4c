"""What must be true of what petitioners withdrew."""

from sqlalchemy import exists, func, or_, select

from services.intake.models import Claim, Matter, Withdrawal, WithdrawnClaim
from shared.messaging.tables import Outbox

RECORDED = "withdrawal.recorded"


def every_withdrawal_was_announced_once(session, before):
    """a matter whose withdrawals do not match its withdrawal.recorded events"""
    announced = (
        select(Outbox.subject, func.count().label("times"))
        .where(Outbox.type == RECORDED)
        .group_by(Outbox.subject)
        .subquery()
    )
    kept = select(Withdrawal.matter_no, func.count().label("times")).group_by(Withdrawal.matter_no).subquery()
    query = (
        select(Matter.matter_no)
        .outerjoin(announced, announced.c.subject == Matter.matter_no)
        .outerjoin(kept, kept.c.matter_no == Matter.matter_no)
        .where(func.coalesce(announced.c.times, 0) != func.coalesce(kept.c.times, 0))
    )
    return session.scalars(query)


def every_withdrawn_claim_is_in_nobodys_hands(session, before):
    """a claim that was withdrawn and that somebody still holds, or one without its withdrawal"""
    said = exists().where(WithdrawnClaim.claim_id == Claim.claim_id, WithdrawnClaim.outcome == "WITHDRAWN")
    is_it = Claim.state == "WITHDRAWN"
    wrong = or_(said & ~is_it, ~said & is_it, is_it & Claim.holder.is_not(None))
    return session.scalars(select(Claim.claim_id).where(wrong))


INVARIANTS = (every_withdrawal_was_announced_once, every_withdrawn_claim_is_in_nobodys_hands)
