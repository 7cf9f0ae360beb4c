"""What legal aid does when routing speaks."""

from services.legalaid import actions
from shared.contracts.routing import ReferralMade
from shared.directory import unit_called
from shared.messaging import NotYet, handles


@handles(ReferralMade)
def open_draft_for_the_petitioner(session, event):
    unit = unit_called(session, event.unit)
    if unit is None:
        raise NotYet(f"the unit {event.unit} is not known here")
    if unit.kind == "legal_aid_agency":
        actions.open_draft(session, event, now=event.made_at)
