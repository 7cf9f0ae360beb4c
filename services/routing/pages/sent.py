"""交办跟踪: what a desk sent, who holds it and where it is stuck."""

from flask import g, render_template, request

from services.routing import queries, surges, tracking, visits
from services.routing.forms.lists import SentFilter
from services.routing.policy.act import DECIDERS, OBJECTION_DECIDERS
from shared.contracts.words import REFERRAL_KINDS, STATES, URGING_KINDS
from shared.directory import unit_names
from shared.errors import InvalidFields
from shared.web import allowed, in_english, pages_of
from shared.web.clocks import clock_entries
from shared.web.forms import load_query

pages = pages_of("routing", "sent_pages")
SENDERS = OBJECTION_DECIDERS


@pages.get("/routing/sent")
@allowed(*SENDERS)
def show_sent():
    filters = _filters()
    page = tracking.listed(g.session, g.staff, g.today, cursor=request.args.get("cursor"), **filters)
    sender = tracking.sender_of(g.session, g.staff, filters["sender"])
    return render_template(
        "sent.html",
        page=page,
        tallies=tracking.tallies(g.session, g.staff, g.today, sender),
        clocks={row.referral.referral_id: _owed_first(row.referral) for row in page.rows},
        to_visit=visits.how_many_owed(g.session, g.staff),
        reported=queries.reports_awaiting(g.session, g.staff),
        today=g.today,
        warnings=surges.standing(g.session) if g.staff.role in DECIDERS else 0,
        stuck=list(tracking.STUCK),
        filters=filters,
        sender=sender,
        senders=tracking.senders(g.session) if g.staff.role in tracking.SEES_EVERY_UNIT else [],
        units=unit_names(g.session, in_english()),
        states=STATES,
        referral_kinds=REFERRAL_KINDS,
        urging_kinds=URGING_KINDS,
    )


def _owed_first(referral):
    """What the unit owes first; its other time limits stand on the page of the referral."""
    owed = [clock for clock in referral.clocks if clock.kind == "duty" and clock.state == "running"]
    return clock_entries(owed[:1], g.today)


def _filters():
    """What the address asks for; nonsense asks for nothing."""
    try:
        form = load_query(SentFilter)
    except InvalidFields:
        form = SentFilter()
    return {name: getattr(form, name) for name in ("sender", "state", "unit", "late", "pressed")}
