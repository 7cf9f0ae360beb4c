"""Intake's table of contents."""

from services.intake import api, audit, handlers, matter_pages, operator_pages, progress_pages
from shared import directory
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages


class Intake:
    """A person tells something once; from then on it has a number and a story that anyone entitled can read."""

    name = "intake"

    pages = Pages(operator_pages.pages, matter_pages.pages, progress_pages.pages, api.api)
    hears = Reader(handlers, directory)
    relay = Relay()
    invariants = (*audit.INVARIANTS, *directory.INVARIANTS)
