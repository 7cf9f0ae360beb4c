"""Intake's table of contents."""

from nameko.timer import timer

from services.intake import (
    audit,
    clock,
    consultation_pages,
    contact_pages,
    draft_pages,
    findable,
    forwarded_pages,
    handlers,
    import_api,
    import_pages,
    matter_pages,
    operator_pages,
    progress_pages,
    timeline,
)
from shared import directory
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages


class Intake:
    """A person tells something once; from then on it has a number and a story that anyone entitled can read."""

    name = "intake"

    pages = Pages(
        operator_pages.pages,
        contact_pages.pages,
        consultation_pages.pages,
        draft_pages.pages,
        matter_pages.pages,
        progress_pages.pages,
        import_pages.pages,
        forwarded_pages.pages,
        import_api.api,
    )
    hears = Reader(timeline, handlers, directory)
    relay = Relay()
    invariants = (*audit.INVARIANTS, *directory.INVARIANTS)

    @timer(interval=1)
    def work_on_imports(self):
        clock.work_on_imports()

    @timer(interval=3600)
    def forget_what_nobody_imported(self):
        clock.forget_what_nobody_imported()

    @timer(interval=10)
    def make_findable_what_was_not(self):
        findable.make_findable_what_was_not()

    @timer(interval=3600)
    def forget_old_drafts(self):
        clock.forget_old_drafts()
