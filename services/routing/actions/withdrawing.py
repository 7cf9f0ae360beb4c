"""The petitioner withdraws claims: whoever holds them is free of them. What was decided before stands."""

from sqlalchemy import select

from services.routing import timing, watching
from services.routing.actions.acting import carry_out
from services.routing.actions.orders import petitioner_of
from services.routing.actions.urging_orders import lift_what_left_the_unit
from services.routing.models import ClaimWithdrawal, ReferralOrder, RoutedClaim, RoutedMatter
from services.routing.policy.referral_acts import step
from shared.contracts.withdrawals import ClaimWithdrawn, WithdrawalCameLate
from shared.db import RunAgain
from shared.messaging import NotYet, publish

ACT = "withdraw"


def withdraw_claims(session, event, *, now):
    """Each from whoever holds it: an order, which ends with its last claim, or the desk that decides by hand."""
    orders = locked_orders(session, event.claims)
    matter = session.get(RoutedMatter, event.matter_no, with_for_update=True, populate_existing=True)
    if matter is None:
        raise NotYet("the matter is not known here")
    claims = [claim for claim in matter.claims if claim.claim_id in event.claims]
    if any(claim.referral_id and claim.referral_id not in orders for claim in claims):
        raise RunAgain("a claim changed hands meanwhile")
    going = [claim for claim in claims if _is_in_hand(claim, orders)]
    for order in orders.values():
        if theirs := [claim for claim in going if claim.referral_id == order.referral_id]:
            _leave_order(session, matter, order, theirs, event, now=now)
    if waiting := [claim for claim in going if claim.triage_holder]:
        _leave_triage(session, matter, waiting, event, now=now)
    if going:
        timing.stop_when_all_is_decided(session, matter, now=now)
    if late := tuple(claim.claim_id for claim in claims if claim not in going):
        told = {"matter_no": matter.matter_no, "withdrawal_id": event.withdrawal_id}
        publish(session, WithdrawalCameLate(**told, claims=late, found_at=now))


def locked_orders(session, claim_ids):
    """The orders that hold these claims, always locked in the same order and before their matter."""
    held = select(RoutedClaim.referral_id).where(RoutedClaim.claim_id.in_(claim_ids))
    query = select(ReferralOrder).where(ReferralOrder.referral_id.in_(held)).order_by(ReferralOrder.referral_id)
    fresh = query.with_for_update(of=ReferralOrder).execution_options(populate_existing=True)
    return {order.referral_id: order for order in session.scalars(fresh)}


def _is_in_hand(claim, orders):
    if claim.referral_id is None:
        return claim.triage_holder is not None
    order = orders[claim.referral_id]
    return step(order.kind, order.state, ACT) is not None


def _leave_order(session, matter, order, claims, event, *, now):
    gone = {claim.claim_id for claim in claims}
    ends = gone == {claim.claim_id for claim in order.claims}
    told = _told(matter, event, claims, order.unit, now, referral_id=order.referral_id, ends=ends)
    _let_go(session, claims, event, now=now)
    if ends:
        lift_what_left_the_unit(session, order, now=now)
        carry_out(session, order, step(order.kind, order.state, ACT), told, now=now)
        return
    for decided in order.decided:
        if decided.claim_id in gone:
            decided.withdrawn_at = now
    session.flush()
    session.expire(order, ["claims", "withdrawn_claims"])
    publish(session, told)


def _leave_triage(session, matter, claims, event, *, now):
    holder = claims[0].triage_holder
    ends = len(claims) == len([claim for claim in matter.claims if claim.triage_holder])
    told = _told(matter, event, claims, holder, now, ends=ends)
    _let_go(session, claims, event, now=now)
    publish(session, told)


def _let_go(session, claims, event, *, now):
    for claim in claims:
        session.add(
            ClaimWithdrawal(
                claim_id=claim.claim_id, withdrawal_id=event.withdrawal_id, referral_id=claim.referral_id, at=now
            )
        )
        watching.end(session, claim, now=now)
        claim.referral_id, claim.triage_holder, claim.held = None, None, None
    session.flush()


def _told(matter, event, claims, unit, now, *, ends, referral_id=None):
    return ClaimWithdrawn(
        matter_no=matter.matter_no,
        withdrawal_id=event.withdrawal_id,
        referral_id=referral_id,
        matter_kind=matter.kind,
        sender=matter.registering_unit,
        unit=unit,
        accused_unit=matter.accused_unit,
        claims=tuple(claim.claim_id for claim in claims),
        ends=ends,
        withdrawn_at=now,
        petitioner=petitioner_of(matter),
    )
