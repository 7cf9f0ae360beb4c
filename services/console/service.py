"""Console's table of contents."""

from nameko.timer import timer

from services.console import api, audit, clock, handlers, home_pages, ops_pages, staff_pages, unit_pages
from shared import directory
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages


class Console:
    """Who works here and where; what the queues hold and what could not take effect."""

    name = "console"

    pages = Pages(home_pages.pages, ops_pages.pages, staff_pages.pages, unit_pages.pages, api.api)
    hears = Reader(handlers, directory)
    relay = Relay()
    invariants = (*audit.INVARIANTS, *directory.INVARIANTS)

    @timer(interval=5)
    def read_the_queues(self):
        clock.read_the_queues()

    @timer(interval=600)
    def reconcile_every_night(self):
        clock.reconcile_every_night()
