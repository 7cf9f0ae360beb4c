"""Legal aid's table of contents."""

from nameko.timer import timer

from services.legalaid import aid_pages, api, audit, clock, handlers
from shared import directory
from shared.clocks.auditing import invariants as clocks_audited
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages


class LegalAid:
    """A person guided here finds a draft of the application waiting, with all that was already told."""

    name = "legalaid"

    pages = Pages(aid_pages.pages, api.api)
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
