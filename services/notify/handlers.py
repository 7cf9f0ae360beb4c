"""What notify does when other services speak: it owes the notices of the table."""

from services.notify import actions
from services.notify.policy.notices_owed import OWED
from services.notify.wishes import keep_for_the_number
from shared.contracts import EVENTS
from shared.contracts.intake import MatterContacted, MatterCorrected, MatterRegistered
from shared.messaging import handles


@handles(MatterRegistered, MatterContacted)
def remember_how_the_number_may_be_reached(session, event):
    keep_for_the_number(session, event)


@handles(MatterContacted)
def respect_how_the_petitioner_wants_to_be_reached(session, event):
    actions.respect_wishes(session, event)


@handles(MatterCorrected)
def write_to_the_corrected_number(session, event):
    actions.follow_correction(session, event)


@handles(*(EVENTS[type_].declaration for type_ in OWED))
def owe_the_notices_of_the_table(session, event):
    actions.owe_notices(session, event)
