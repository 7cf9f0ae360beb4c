"""The petitioner withdraws a claim or the whole matter (撤回): it is kept and told; who holds it lets it go."""

from uuid import uuid4

from services.intake.actions.contacting import locked_matter
from services.intake.actions.splits_going_on import must_not_be_splitting
from services.intake.models import Withdrawal, WithdrawnClaim
from services.intake.policy.days_told import wrong_moment
from services.intake.policy.withdrawing import may_be_told_by, withdrawable
from services.intake.queries import withdrawn_already
from shared.contracts.withdrawals import WithdrawalRecorded
from shared.errors import FieldProblem, InvalidFields, Refused
from shared.messaging import publish


class NothingToWithdraw(Refused):
    """没有可以撤回的诉求：已经办结的不能撤回；已经转到系统外机关或者法定途径的，请向该机关提出"""


class WithdrawnAlready(Refused):
    """已经登记过撤回，正在等承办单位停办，不必重复登记"""


def withdraw(session, matter_no, form, *, by, now):
    """A new row; the claims themselves move when routing says who let them go, or that it came late."""
    matter = locked_matter(session, matter_no, by)
    must_not_be_splitting(session, matter_no)
    _must_be_true(matter, form, now)
    claims = _claims(session, matter, form)
    withdrawal = Withdrawal(
        withdrawal_id=uuid4(),
        matter_no=matter_no,
        whole=form.claim_id is None,
        channel=form.channel,
        told_by=form.told_by,
        words=form.words,
        received_at=form.received_at or now,
        recorded_by=by.username,
        recording_unit=by.unit,
        recorded_at=now,
        claims=[WithdrawnClaim(claim_id=claim.claim_id) for claim in claims],
    )
    session.add(withdrawal)
    publish(session, _recorded(withdrawal))
    return withdrawal


def _must_be_true(matter, form, now):
    problems = wrong_moment(form.received_at, now)
    if not may_be_told_by(form.told_by, [agent.authority for agent in matter.agents]):
        problems.append(FieldProblem("told_by", "may_not_withdraw"))
    if form.claim_id and form.claim_id not in {claim.claim_id for claim in matter.claims}:
        problems.append(FieldProblem("claim_id", "unknown_claim"))
    if problems:
        raise InvalidFields(*problems)


def _claims(session, matter, form):
    wanted = [claim for claim in matter.claims if form.claim_id in (None, claim.claim_id)]
    in_hand = [claim for claim in wanted if withdrawable(claim.state)]
    if not in_hand:
        raise NothingToWithdraw
    known = withdrawn_already(session, matter.matter_no)
    claims = [claim for claim in in_hand if claim.claim_id not in known]
    if not claims:
        raise WithdrawnAlready
    return claims


def _recorded(withdrawal):
    return WithdrawalRecorded(
        matter_no=withdrawal.matter_no,
        withdrawal_id=withdrawal.withdrawal_id,
        claims=tuple(claim.claim_id for claim in withdrawal.claims),
        whole=withdrawal.whole,
        channel=withdrawal.channel,
        told_by=withdrawal.told_by,
        words=withdrawal.words,
        received_at=withdrawal.received_at,
        recorded_by=withdrawal.recorded_by,
        recording_unit=withdrawal.recording_unit,
    )
