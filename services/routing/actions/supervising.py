"""The city's own numbers supervise a unit, once for each cause; the sender may stop it with a word (自动督办)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from services.routing.actions.acting import locked
from services.routing.actions.urging import SupervisionOver, issue
from services.routing.actions.urging_orders import lift
from services.routing.editions import city_now
from services.routing.models import UNDONE, ReferralOrder, UrgingOrder
from services.routing.policy.act import HOLDER, REVIEWS
from services.routing.policy.automatic import ANSWERING, WORDS, supervising_office
from services.routing.policy.referral_acts import STAGES
from services.routing.policy.urging import may_chase
from shared.clocks.deadline import HERE
from shared.clocks.in_force import rulebook
from shared.directory import supervisor_of
from shared.errors import NotFound, Refused


class NotAutomatic(Refused):
    """只有自动督办可以由送件单位停止；人工发出的督办，由督办单位审核反馈后解除"""


class NotYoursToStop(Refused):
    """只有送件单位或者它的上级可以停止自动督办"""

    status = 403


@dataclass(frozen=True)
class ByItself:
    """What an order says that nobody wrote."""

    cause: str
    words: str
    reply_by: date
    listed: bool = False


def limit(key, today):
    """A number of the city's rules."""
    return rulebook().candidates(key, today)[0].limit


def supervise_by_itself(session, referral, cause, *, now, listed=False, **facts):
    """Once for each cause, and only over what its unit has to do now; whether it did."""
    if cause in automatic_causes(referral) or not _is_up_to_its_unit(referral) or referral.kind in REVIEWS:
        return False
    if referral.supervision and not listed:
        return False
    today = now.astimezone(HERE).date()
    form = ByItself(
        cause, WORDS[cause].format(**facts), today + timedelta(days=limit(ANSWERING, today)), listed=listed
    )
    above = supervisor_of(session, referral.unit, referral.matter.accused_unit)
    office = supervising_office(referral.sender, referral.unit, above, city_now(session))
    issue(session, referral, form, supervisor=office, by=None, now=now)
    return True


def automatic_causes(referral):
    return {order.cause for order in referral.urgings if order.is_automatic}


def supervise_idle(session, referral, now):
    supervise_by_itself(session, referral, "NO_ACT", now=now)


def supervise_not_finished(session, referral, now):
    supervise_by_itself(session, referral, "NOT_FINISHED", now=now)


def supervise_not_mended(session, order, now):
    """The supervision becomes a listed one."""
    order.mend_by = None
    supervise_by_itself(session, _whole(session, order.referral_id), "NOT_MENDED", now=now, listed=True)


def supervise_assistant_late(session, assistance, now):
    supervise_by_itself(session, _whole(session, assistance.referral_id), "ASSISTANT_LATE", now=now)


def supervise_what_came_again(session, matter, *, now):
    """The petitioner returned, with a new matter, about one that a unit has in hand."""
    if matter.same_as is not None:
        _came_again(session, orders_in_hand(session, matter.same_as), matter.matter_no, now=now)


def supervise_who_was_asked_again(session, referrals, event, *, now):
    """The petitioner called, came or wrote again; whom a unit received itself, it need not be told of."""
    elsewhere = [referral for referral in referrals if referral.unit != event.recording_unit]
    _came_again(session, elsewhere, f"第 {event.number} 次反映", now=now)


def orders_in_hand(session, matter_no):
    """The orders of a matter that are somebody's turn, or not finished after their reply; always locked in the same
    order and before their matter."""
    mine = select(ReferralOrder).where(ReferralOrder.matter_no == matter_no, UNDONE)
    fresh = mine.with_for_update(of=ReferralOrder).execution_options(populate_existing=True)
    return list(session.scalars(fresh.order_by(ReferralOrder.referral_id)))


def supervise_came_again(session, referral, now):
    """Its unit holds it again: that the petitioner came meanwhile is said to it now."""
    told_in, referral.came_again = referral.came_again, None
    supervise_by_itself(session, referral, "CAME_AGAIN", now=now, told_in=told_in)


def _came_again(session, referrals, told_in, *, now):
    """Said to the unit whose turn it is; while it is another one's turn, kept until it is its own again."""
    for referral in referrals:
        if _is_up_to_its_unit(referral):
            supervise_by_itself(session, referral, "CAME_AGAIN", now=now, told_in=told_in)
        elif "CAME_AGAIN" not in automatic_causes(referral):
            referral.came_again = told_in


def stop_supervision(session, order_id, form, *, by, now):
    """The sender knows better: it says why, and the same cause supervises nobody again."""
    referral_id = session.scalar(select(UrgingOrder.referral_id).where(UrgingOrder.order_id == order_id))
    if referral_id is None:
        raise NotFound
    referral = locked(session, referral_id, by)
    order = next(order for order in referral.urgings if order.order_id == order_id)
    if not may_chase(by.unit, referral.sender, city_now(session)):
        raise NotYoursToStop if by.unit in referral.parties else NotFound
    if not order.is_automatic:
        raise NotAutomatic
    if not order.in_force:
        raise SupervisionOver
    lift(session, referral, order, "stopped", by=by.username, now=now, words=form.words)
    return referral


def _is_up_to_its_unit(referral):
    """It is its turn, or its reply is not yet served, performed or reported."""
    return STAGES[referral.state].turn == HOLDER or referral.to_finish_since is not None


def _whole(session, referral_id):
    return session.get_one(ReferralOrder, referral_id, with_for_update={"of": ReferralOrder})
