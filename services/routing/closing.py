"""What closed units and people who left still hold: how it is found, and what is done with each piece of it."""

from sqlalchemy import exists, func, select

from services.routing import unchecked
from services.routing.actions.assistances import release_closed
from services.routing.actions.leaving import release_handler
from services.routing.actions.recusals import hand_back_what_nobody_handles, held_where_everyone_withdrew
from services.routing.actions.sending_on import hand_over_sending
from services.routing.actions.taking_over import (
    finish_instead,
    hand_over_referral,
    hand_over_triage,
    pass_check_on,
    pass_objection_on,
)
from services.routing.actions.urging_orders import lift
from services.routing.models import (
    UNDONE,
    Assistance,
    CompletionReport,
    ReferralOrder,
    ReturnVisit,
    RoutedClaim,
    RoutedMatter,
    UrgingOrder,
)
from services.routing.policy.clocks_of import OPEN_HERE
from shared.db.chores import Chore
from shared.directory import KnownStaff, KnownUnit

CLOSED = select(KnownUnit.code).where(~KnownUnit.active)


def held_by_closed_units(now=None):
    return ReferralOrder.state.in_(OPEN_HERE), ReferralOrder.unit.in_(CLOSED)


def answered_by_closed_units(now=None):
    """Replies that a closed unit still had to serve, to perform or to report: by itself nobody would. What it
    reported waits for its sender."""
    reported = exists().where(
        CompletionReport.referral_id == ReferralOrder.referral_id, CompletionReport.decided_at.is_(None)
    )
    return ReferralOrder.to_finish_since.is_not(None), ReferralOrder.unit.in_(CLOSED), ~reported


def sent_by_closed_units(now=None):
    """What its sender may still be asked about, or have done again."""
    return ReferralOrder.state.in_((*OPEN_HERE, "ANSWERED")), ReferralOrder.sender.in_(CLOSED)


def visited_by_closed_units(now=None):
    owed = select(ReturnVisit.referral_id).where(ReturnVisit.at.is_(None), ReturnVisit.unit.in_(CLOSED))
    return (ReferralOrder.referral_id.in_(owed),)


def checked_by_closed_units(now=None):
    """Replies that a closed unit above the one that drafted them would have to check."""
    waits = ReferralOrder.state == "AWAITING_REVIEW", ReferralOrder.turn.in_(CLOSED)
    return (*waits, ReferralOrder.turn != ReferralOrder.unit)


def awaiting_closed_units(now=None):
    """Objections that a closed unit would have to decide about."""
    return ReferralOrder.state == "OBJECTED", ReferralOrder.turn.in_(CLOSED)


def assisted_by_closed_units(now=None):
    return Assistance.ended_at.is_(None), Assistance.unit.in_(CLOSED)


def supervised_by_or_over_closed_units(now=None):
    """Supervisions that nobody would judge, or over what a closed unit answered: nobody would answer them."""
    in_force = (UrgingOrder.kind != "CHASE", UrgingOrder.ended_at.is_(None))
    answered = select(ReferralOrder.referral_id).where(ReferralOrder.state.not_in(OPEN_HERE))
    over = UrgingOrder.unit.in_(CLOSED) & UrgingOrder.referral_id.in_(answered)
    found = select(UrgingOrder.referral_id).where(*in_force, UrgingOrder.office.in_(CLOSED) | over)
    return (ReferralOrder.referral_id.in_(found),)


def lift_supervision(session, referral, now):
    lift(session, referral, referral.supervision, "closed", by=None, now=now)


def undecided_by_closed_units(now=None):
    theirs = select(RoutedClaim.matter_no).where(RoutedClaim.triage_holder.in_(CLOSED))
    return (RoutedMatter.matter_no.in_(theirs),)


def in_hands_of_who_left(now=None):
    """What is still to be done in the hands of somebody who is not, or not any more, at the unit that holds it."""
    here = exists().where(
        KnownStaff.username == ReferralOrder.handler, KnownStaff.active, KnownStaff.unit == ReferralOrder.unit
    )
    return UNDONE, ReferralOrder.handler.in_(gone()), ~here


def gone():
    """Those who left with something in hand, and those who have something in hand elsewhere than where they are now.
    Asked for the least and the greatest unit, each is found by one look into an index."""
    in_hand = (ReferralOrder.handler == KnownStaff.username, UNDONE)
    least, most = (
        select(of_all(ReferralOrder.unit)).where(*in_hand).correlate(KnownStaff).scalar_subquery()
        for of_all in (func.min, func.max)
    )
    left = ~KnownStaff.active & least.is_not(None)
    return select(KnownStaff.username).where(left | (least < KnownStaff.unit) | (most > KnownStaff.unit))


REFERRAL = (ReferralOrder, ReferralOrder.referral_id)
CHORES = (
    Chore("hand over what was sent", *REFERRAL, sent_by_closed_units, hand_over_sending),
    Chore("hand over a return visit", *REFERRAL, visited_by_closed_units, hand_over_sending),
    Chore("hand over a referral", *REFERRAL, held_by_closed_units, hand_over_referral),
    Chore("release a handler", *REFERRAL, in_hands_of_who_left, release_handler),
    Chore("pass an objection on", *REFERRAL, awaiting_closed_units, pass_objection_on),
    Chore("pass a check on", *REFERRAL, checked_by_closed_units, pass_check_on),
    Chore(
        "release a closed assistant", Assistance, Assistance.assistance_id, assisted_by_closed_units, release_closed
    ),
    Chore("hand back what nobody handles", *REFERRAL, held_where_everyone_withdrew, hand_back_what_nobody_handles),
    Chore("lift a supervision", *REFERRAL, supervised_by_or_over_closed_units, lift_supervision),
    Chore("finish instead of a closed unit", *REFERRAL, answered_by_closed_units, finish_instead),
    *unchecked.CHORES,
    Chore("hand over triage", RoutedMatter, RoutedMatter.matter_no, undecided_by_closed_units, hand_over_triage),
)
