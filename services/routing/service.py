"""Routing's table of contents."""

from services.routing import api, audit, handlers, objection_pages, office_pages, rules_pages, triage_pages
from shared import directory
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages


class Routing:
    """Every claim goes where it belongs, with its reason; what no rule can decide, a person does."""

    name = "routing"

    pages = Pages(office_pages.pages, objection_pages.pages, triage_pages.pages, rules_pages.pages, api.api)
    hears = Reader(handlers, directory)
    relay = Relay()
    invariants = (*audit.INVARIANTS, *directory.INVARIANTS)
