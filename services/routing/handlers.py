"""What routing does when other services speak."""

from services.routing import actions
from shared.contracts.console import StaffChanged, UnitChanged
from shared.contracts.intake import MatterContacted, MatterCorrected, MatterRegistered
from shared.contracts.splits import MatterSplitOff, SplitAsked
from shared.contracts.withdrawals import WithdrawalRecorded
from shared.messaging import handles


@handles(MatterRegistered)
def decide_where_it_goes(session, event):
    actions.receive_matter(session, event, now=event.meta.time)


@handles(MatterContacted)
def remember_that_the_petitioner_came_again(session, event):
    actions.remember_contact(session, event, now=event.meta.time)


@handles(MatterCorrected)
def put_right_what_was_corrected(session, event):
    actions.follow_correction(session, event, now=event.meta.time)


@handles(SplitAsked)
def split_from_its_matter_what_nobody_took_up(session, event):
    actions.split_claims(session, event, now=event.meta.time)


@handles(MatterSplitOff)
def know_how_the_petitioner_of_a_split_matter_is_reached(session, event):
    actions.know_who_split_off(session, event)


@handles(WithdrawalRecorded)
def take_from_its_holder_what_was_withdrawn(session, event):
    actions.withdraw_claims(session, event, now=event.meta.time)


@handles(UnitChanged)
def remember_who_follows_a_closed_unit(session, event):
    actions.remember_successor(session, event)


@handles(StaffChanged)
def remember_who_takes_over_from_who_left(session, event):
    actions.remember_who_takes_over(session, event)
