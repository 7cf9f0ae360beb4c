"""The way from a matter to what may be done with it: its orders, for whoever sees one of them."""

from flask import g, redirect, render_template

from services.routing import queries
from services.routing.policy.act import DECIDERS, READERS
from shared.contracts.words import CATEGORIES, REFERRAL_KINDS, STATES
from shared.directory import unit_names
from shared.web import allowed, in_english, pages_of
from shared.web.clocks import clock_entries

pages = pages_of("routing", "order_pages")


@pages.get("/routing/matters/<matter_no>")
@allowed(*READERS)
def show_orders(matter_no):
    """Opens the order where there is one, the decision where there is only that; else lists what there is."""
    found = queries.orders_of(g.session, matter_no, g.staff)
    waits = g.staff.role in DECIDERS and queries.waits_in(g.session, matter_no, g.staff)
    if waits and not found:
        return redirect(f"/routing/triage/{matter_no}", 303)
    if len(found) == 1 and not waits:
        return redirect(f"/routing/referrals/{found[0].referral_id}", 303)
    g.here = "/intake/matters"
    return render_template(
        "orders.html",
        orders=found,
        waits=waits,
        clocks={one.referral_id: clock_entries(_owed(one)[:1], g.today) for one in found},
        units=unit_names(g.session, in_english()),
        categories=CATEGORIES,
        referral_kinds=REFERRAL_KINDS,
        states=STATES,
    )


def _owed(order):
    return [clock for clock in order.clocks if clock.kind == "duty"]
