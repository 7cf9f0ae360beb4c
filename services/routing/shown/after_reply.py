"""What the page of a referral shows of what comes after its reply."""

from flask import g

from services.routing import actions, queries
from services.routing.actions.visiting import went_badly
from shared.contracts.words import REOPENING_CAUSES, REOPENING_WAYS, SATISFACTION


def shown_after_reply(referral, acts):
    """The return visits and what was done again, and which of their forms the reader is offered."""
    owed = referral.open_visit if referral.reply else None
    return {
        "visits": [visit for visit in referral.visits if visit.at] if referral.reply else (),
        "records_visit": acts and owed is not None and actions.may_record_visit(g.session, referral, g.staff),
        "visit_due": owed and owed.due_on,
        "visit_number": owed and owed.number,
        "satisfaction": SATISFACTION,
        "reopens": acts and referral.reply is not None and actions.may_reopen(g.session, referral, g.staff),
        "went_badly": referral.reply is not None and went_badly(referral) is not None,
        "reopening_causes": REOPENING_CAUSES,
        "reopening_ways": REOPENING_WAYS,
        "newer_orders": queries.newer_orders_of(g.session, referral, g.staff) if referral.state == "REOPENED" else (),
        "done_again": queries.parted_from(g.session, referral, "REOPENED") if referral.reply else (),
        "earlier_orders": queries.earlier_orders_of(g.session, referral),
    }
