"""Routing's table of contents."""

from nameko.timer import timer

from services.routing import api, audit, clock, handlers
from services.routing.pages import (
    acts,
    after_reply,
    assisting,
    desk,
    documents,
    extending,
    handing_on,
    ledger,
    mediating,
    objections,
    orders,
    papers,
    places,
    recusals,
    referrals,
    reopening,
    replies,
    reviews,
    rules,
    sent,
    signing,
    surges,
    triage,
    urging,
    visits,
)
from shared import directory
from shared.clocks.auditing import invariants as clocks_audited
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages


class Routing:
    """Every claim goes where it belongs, with its reason; what no rule can decide, a person does."""

    name = "routing"

    pages = Pages(
        desk.pages,
        referrals.pages,
        orders.pages,
        acts.pages,
        signing.pages,
        ledger.pages,
        papers.pages,
        documents.pages,
        places.pages,
        replies.pages,
        after_reply.pages,
        objections.pages,
        recusals.pages,
        triage.pages,
        surges.pages,
        rules.pages,
        handing_on.pages,
        assisting.pages,
        extending.pages,
        mediating.pages,
        urging.pages,
        sent.pages,
        visits.pages,
        reopening.pages,
        reviews.pages,
        api.api,
    )
    hears = Reader(handlers, directory)
    relay = Relay()
    clocks = clock.KEEPER
    invariants = (*audit.INVARIANTS, *clocks_audited(clock.KEEPER), *directory.INVARIANTS)

    @timer(interval=30, eager=True)
    def chase_what_is_due(self):
        clock.chase_what_is_due()

    @timer(interval=10)
    def start_what_is_missing(self):
        clock.start_what_is_missing()

    @timer(interval=300)
    def compute_again_what_a_calendar_moved(self):
        clock.compute_again_what_a_calendar_moved()

    @timer(interval=60)
    def finalise_what_lapsed(self):
        clock.finalise_what_lapsed()

    @timer(interval=10)
    def hand_over_what_closed_units_hold(self):
        clock.hand_over_what_closed_units_hold()

    @timer(interval=60)
    def supervise_what_stands_still(self):
        clock.supervise_what_stands_still()
