"""What legal aid does when intake and routing speak."""

from services.legalaid import actions
from services.legalaid.models import KnownReach
from shared.contracts.intake import MatterContacted, MatterCorrected
from shared.contracts.routing import ReferralMade
from shared.directory import unit_called
from shared.messaging import NotYet, handles
from shared.reaching import keep_reach


@handles(ReferralMade)
def open_draft_for_the_petitioner(session, event):
    unit = unit_called(session, event.unit)
    if unit is None:
        raise NotYet(f"the unit {event.unit} is not known here")
    if unit.kind == "legal_aid_agency":
        actions.open_draft(session, event, now=event.made_at)


@handles(MatterContacted)
def remember_how_the_petitioner_may_be_reached(session, event):
    keep_reach(session, KnownReach, event)


@handles(MatterCorrected)
def put_right_who_applies(session, event):
    actions.follow_correction(session, event)
