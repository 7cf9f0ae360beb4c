"""What the page of a referral shows of what comes after its reply was served."""

from flask import g

from services.routing import actions
from shared.contracts.words import SATISFACTION


def shown_after_reply(referral, acts):
    """The return visits, and whether the reader is offered the form of the one that is owed."""
    if referral.reply is None:
        return {"visits": (), "records_visit": False}
    owed = referral.open_visit
    return {
        "visits": [visit for visit in referral.visits if visit.at],
        "records_visit": acts and actions.may_record_visit(g.session, referral, g.staff),
        "visit_due": owed and owed.due_on,
        "visit_number": owed and owed.number,
        "satisfaction": SATISFACTION,
    }
