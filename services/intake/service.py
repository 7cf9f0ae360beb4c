"""Intake's table of contents."""

from nameko.timer import timer

from services.intake import api, audit, clock, comparing, findable, handlers, telephones, timeline
from services.intake.pages import (
    consultations,
    contacts,
    corrections,
    drafts,
    forwarded,
    imports,
    looks,
    matters,
    operator,
    progress,
    repeats,
    slips,
    splits,
    withdrawals,
)
from shared import directory
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.web.server import Pages


class Intake:
    """A person tells something once; from then on it has a number and a story that anyone entitled can read."""

    name = "intake"

    pages = Pages(
        operator.pages,
        contacts.pages,
        withdrawals.pages,
        corrections.pages,
        splits.pages,
        consultations.pages,
        drafts.pages,
        matters.pages,
        looks.pages,
        repeats.pages,
        progress.pages,
        slips.pages,
        imports.pages,
        forwarded.pages,
        api.api,
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

    @timer(interval=10)
    def write_numbers_alike(self):
        telephones.write_numbers_alike()

    @timer(interval=3)
    def compare_what_is_new(self):
        comparing.compare_what_is_new()

    @timer(interval=3600)
    def forget_old_drafts(self):
        clock.forget_old_drafts()

    @timer(interval=3600)
    def forget_old_tries(self):
        clock.forget_old_tries()

    @timer(interval=3600)
    def forget_old_looks(self):
        clock.forget_old_looks()
