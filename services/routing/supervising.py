"""What stands still and is supervised by the city's own numbers: how it is found."""

from datetime import timedelta

from sqlalchemy import exists

from services.routing.actions.supervising import (
    limit,
    supervise_assistant_late,
    supervise_idle,
    supervise_not_mended,
)
from services.routing.models import Assistance, ReferralOrder, UrgingOrder
from services.routing.policy.automatic import ASSISTANT
from shared.clocks.deadline import HERE
from shared.db.chores import Chore


def idle(now):
    """In the hands of its unit, with half of a time limit gone and nothing done in it."""
    half_gone = ReferralOrder.idle_on <= now.astimezone(HERE).date()
    in_hand = ReferralOrder.turn == ReferralOrder.unit
    return half_gone, in_hand, ~_pressed(ReferralOrder.referral_id, "NO_ACT")


def not_mended(now):
    """A supervision whose refused answer was not mended by its day."""
    today = now.astimezone(HERE).date()
    late = (UrgingOrder.kind == "SUPERVISE", UrgingOrder.ended_at.is_(None), UrgingOrder.mend_by < today)
    in_hand = exists().where(
        ReferralOrder.referral_id == UrgingOrder.referral_id, ReferralOrder.turn == ReferralOrder.unit
    )
    return *late, in_hand


def assistants_late(now):
    """An assisting unit that is late by more than the days it may be."""
    today = now.astimezone(HERE).date()
    since = today - timedelta(days=limit(ASSISTANT, today))
    in_hand = exists().where(
        ReferralOrder.referral_id == Assistance.referral_id, ReferralOrder.turn == ReferralOrder.unit
    )
    late = (Assistance.ended_at.is_(None), Assistance.due_on <= since)
    return *late, in_hand, ~_pressed(Assistance.referral_id, "ASSISTANT_LATE")


def _pressed(referral_id, cause):
    """That it was supervised for this cause before, or is supervised now."""
    of_it = (UrgingOrder.referral_id == referral_id, UrgingOrder.kind != "CHASE")
    before = UrgingOrder.by.is_(None) & (UrgingOrder.cause == cause)
    return exists().where(*of_it, before | UrgingOrder.ended_at.is_(None)).correlate(ReferralOrder, Assistance)


CHORES = (
    Chore("supervise what stands still", ReferralOrder, ReferralOrder.referral_id, idle, supervise_idle),
    Chore("supervise what is not mended", UrgingOrder, UrgingOrder.order_id, not_mended, supervise_not_mended),
    Chore(
        "supervise over a late assistant",
        Assistance,
        Assistance.assistance_id,
        assistants_late,
        supervise_assistant_late,
    ),
)
