"""Legal aid's table of contents."""

from services.legalaid import aid_pages, api, audit, handlers
from shared import directory
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages


class LegalAid:
    """A person guided here finds a draft of the application waiting, with all that was already told."""

    name = "legalaid"

    pages = Pages(aid_pages.pages, api.api)
    hears = Reader(handlers, directory)
    relay = Relay()
    invariants = (*audit.INVARIANTS, *directory.INVARIANTS)
