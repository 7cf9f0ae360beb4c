"""Notify's table of contents."""

from nameko.timer import timer

from services.notify import api, audit, clock, handlers, notice_pages
from shared import directory
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages


class Notify:
    """Who must be told is told, once, and it can be proved."""

    name = "notify"

    pages = Pages(notice_pages.pages, api.api)
    hears = Reader(handlers, directory)
    relay = Relay()
    invariants = (*audit.INVARIANTS, *directory.INVARIANTS)

    @timer(interval=1)
    def send_what_is_queued(self):
        clock.send_what_is_queued()
