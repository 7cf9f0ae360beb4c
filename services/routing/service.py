"""Routing's table of contents."""

from nameko.timer import timer

from services.routing import (
    acts_pages,
    after_reply_pages,
    api,
    assisting_api,
    assisting_pages,
    audit,
    clock,
    desk_pages,
    extending_api,
    extending_pages,
    handing_on_api,
    handing_on_pages,
    handlers,
    ledger_pages,
    mediating_api,
    mediating_pages,
    objection_pages,
    office_pages,
    paper_pages,
    place_pages,
    recusal_pages,
    replies_api,
    reply_pages,
    rules_pages,
    sent_pages,
    signing_pages,
    triage_pages,
    urging_api,
    urging_pages,
)
from shared import directory
from shared.clocks.auditing import invariants as clocks_audited
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages

ADDED = (assisting_api, extending_api, handing_on_api, mediating_api, replies_api, urging_api)
JSON_DOOR = {module.api for module in (api, *ADDED)}  # one, to which each of them adds its addresses


class Routing:
    """Every claim goes where it belongs, with its reason; what no rule can decide, a person does."""

    name = "routing"

    pages = Pages(
        desk_pages.pages,
        office_pages.pages,
        acts_pages.pages,
        signing_pages.pages,
        ledger_pages.pages,
        paper_pages.pages,
        place_pages.pages,
        reply_pages.pages,
        after_reply_pages.pages,
        objection_pages.pages,
        recusal_pages.pages,
        triage_pages.pages,
        rules_pages.pages,
        handing_on_pages.pages,
        assisting_pages.pages,
        extending_pages.pages,
        mediating_pages.pages,
        urging_pages.pages,
        sent_pages.pages,
        *JSON_DOOR,
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
