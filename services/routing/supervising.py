"""What stands still and is supervised by the city's own numbers: how it is found."""

from datetime import timedelta

from sqlalchemy import and_, exists, or_

from services.routing.actions.supervising import (
    limit,
    supervise_assistant_late,
    supervise_came_again,
    supervise_idle,
    supervise_not_finished,
    supervise_not_mended,
)
from services.routing.models import Assistance, ReferralOrder, UrgingOrder
from services.routing.policy.act import HOLDER
from services.routing.policy.automatic import ASSISTANT
from services.routing.policy.referral_acts import STAGES
from shared.clocks.deadline import HERE
from shared.db.chores import Chore

HELD = tuple(state for state, stage in STAGES.items() if stage.turn == HOLDER)
IN_HAND = (ReferralOrder.turn == ReferralOrder.unit, ReferralOrder.state.in_(HELD))
UNFINISHED = ReferralOrder.to_finish_since.is_not(None)


def idle(now):
    """In the hands of its unit, with half of a time limit gone and nothing done in it."""
    half_gone = ReferralOrder.idle_on <= now.astimezone(HERE).date()
    return half_gone, *IN_HAND, ~_pressed(ReferralOrder.referral_id, "NO_ACT")


def not_finished(now):
    """Replied to, and with half of the time to serve or to perform gone nothing was done about that."""
    half_gone = ReferralOrder.idle_on <= now.astimezone(HERE).date()
    return half_gone, UNFINISHED, ~_pressed(ReferralOrder.referral_id, "NOT_FINISHED")


def not_mended(now):
    """A supervision whose refused answer was not mended by its day."""
    today = now.astimezone(HERE).date()
    late = (UrgingOrder.kind == "SUPERVISE", UrgingOrder.ended_at.is_(None), UrgingOrder.mend_by < today)
    to_do = or_(and_(*IN_HAND), UNFINISHED)
    return *late, exists().where(ReferralOrder.referral_id == UrgingOrder.referral_id, to_do)


def assistants_late(now):
    """An assisting unit that is late by more than the days it may be."""
    today = now.astimezone(HERE).date()
    since = today - timedelta(days=limit(ASSISTANT, today))
    in_hand = exists().where(ReferralOrder.referral_id == Assistance.referral_id, *IN_HAND)
    late = (Assistance.ended_at.is_(None), Assistance.due_on <= since)
    return *late, in_hand, ~_pressed(Assistance.referral_id, "ASSISTANT_LATE")


def came_again(now):
    """The petitioner came while it was another one's turn, and now it is the holder's again."""
    return ReferralOrder.came_again.is_not(None), *IN_HAND


def _pressed(referral_id, cause):
    """That it was supervised for this cause before, or is supervised now."""
    of_it = (UrgingOrder.referral_id == referral_id, UrgingOrder.kind != "CHASE")
    before = UrgingOrder.by.is_(None) & (UrgingOrder.cause == cause)
    return exists().where(*of_it, before | UrgingOrder.ended_at.is_(None)).correlate(ReferralOrder, Assistance)


REFERRAL = (ReferralOrder, ReferralOrder.referral_id)
CHORES = (
    Chore("supervise what stands still", *REFERRAL, idle, supervise_idle),
    Chore("supervise what is not finished", *REFERRAL, not_finished, supervise_not_finished),
    Chore("supervise what came again", *REFERRAL, came_again, supervise_came_again),
    Chore("supervise what is not mended", UrgingOrder, UrgingOrder.order_id, not_mended, supervise_not_mended),
    Chore(
        "supervise over a late assistant",
        Assistance,
        Assistance.assistance_id,
        assistants_late,
        supervise_assistant_late,
    ),
)
