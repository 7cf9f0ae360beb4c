"""What intake does when time passes: it works on spreadsheets handed in, and forgets what nobody wants."""

import logging
import time
from datetime import timedelta
from itertools import islice

from sqlalchemy import select

from services.intake import looking
from services.intake.actions import drafting, importing, trying
from services.intake.models import Draft
from services.intake.models.imports import AT_WORK, Import, ImportProgress
from services.intake.sheets.rows import matter_rows
from shared.config import settings
from shared.crash import crash_point
from shared.db import DatabaseAway, RunAgain, database, moment, utc_now
from shared.db.chores import Chore, work_off
from shared.errors import Refused
from shared.web.page import HERE

log = logging.getLogger(__name__)

CHECKED_AT_ONCE = 100
REGISTERED_AT_ONCE = 25
TAKEN_FOR = timedelta(seconds=15)
TELLS_EVERY = 1.0  # seconds: each telling is a commit of its own
MOST_FAILURES = 3
KEPT = timedelta(days=1)


class Telling:
    """Whether it is time again to say how far the work is."""

    def __init__(self):
        self.last = time.monotonic()

    def is_due(self):
        if time.monotonic() < self.last + TELLS_EVERY:
            return False
        self.last = time.monotonic()
        return True


def work_on_imports():
    """Whatever waits, one after another; what a process left behind that died over it is begun again."""
    try:
        while taken := _take():
            _work_on(*taken)
    except (DatabaseAway, RunAgain) as error:
        log.warning("imports wait for the database", extra={"reason": str(error)})


def forget_what_nobody_imported():
    """A spreadsheet that is neither mended nor imported is not kept as an archive of what stood in it."""
    before = utc_now() - KEPT
    try:
        with database("intake").transaction() as session:
            for one in session.scalars(importing.left_behind(before).with_for_update(skip_locked=True)):
                importing.end_import(session, one, "DISCARDED", utc_now())
    except (DatabaseAway, RunAgain) as error:
        log.warning("old imports wait for the database", extra={"reason": str(error)})


def forget_old_drafts():
    """What nobody came back to, and what is left of drafts that have ended."""
    work_off(database("intake"), [Chore("old drafts", Draft, Draft.draft_id, _old_drafts, drafting.forget_draft)])


def forget_old_tries():
    """How often a code was tried is counted by the hour; what was counted before says nothing any more."""
    try:
        with database("intake").transaction() as session:
            trying.forget_tries(session, utc_now())
    except (DatabaseAway, RunAgain) as error:
        log.warning("old tries wait for the database", extra={"reason": str(error)})


def forget_old_looks():
    """Who looked is known for as long as the settings say."""
    try:
        while _forget_some_looks(utc_now() - timedelta(days=settings().keep_look_days)):
            pass
    except (DatabaseAway, RunAgain) as error:
        log.warning("old looks wait for the database", extra={"reason": str(error)})


def _forget_some_looks(before):
    with database("intake").transaction() as session:
        return looking.forget_looks(session, before)


def _old_drafts(now):
    return (Draft.saved_at < now - timedelta(days=settings().keep_draft_days),)


def _take():
    free = (Import.state.in_(AT_WORK), ImportProgress.import_id == Import.import_id)
    with database("intake").reading() as session:
        if session.scalar(select(Import.import_id).where(*free, _free(session)).limit(1)) is None:
            return None
    with database("intake").transaction() as session:
        query = select(Import, ImportProgress).where(*free, _free(session)).order_by(Import.uploaded_at).limit(1)
        found = session.execute(query.with_for_update(of=ImportProgress, skip_locked=True)).first()
        if found is None:
            return None
        one, progress = found
        importing.tell_progress(session, one.import_id, 0, TAKEN_FOR)
        return one.import_id, one.state, progress.failures


def _free(session):
    return ImportProgress.taken_until.is_(None) | (ImportProgress.taken_until < moment(session))


def _work_on(import_id, state, failures):
    try:
        checked = _check(import_id)
        if checked is None:
            return
        if state == "CHECKING" or checked.bad:
            with database("intake").transaction() as session:
                importing.write_down(session, import_id, checked, utc_now())
        else:
            _register(import_id, checked)
    except (DatabaseAway, RunAgain):
        raise
    except Exception as error:
        log.error(
            "an import failed", exc_info=error, extra={"import_id": str(import_id), "reason": type(error).__name__}
        )
        with database("intake").transaction() as session:
            if failures + 1 >= MOST_FAILURES:
                importing.refuse_import(session, import_id, importing.Broken(), utc_now())
            else:
                session.get_one(ImportProgress, import_id).failures = failures + 1


def _check(import_id):
    """Every row, as things are now; None if the file as a whole turned out to be unreadable."""
    now = utc_now()
    with database("intake").reading() as session:
        one, content, units = importing.open_file(session, import_id)
    checked, told = importing.Checked(), Telling()
    try:
        rows = matter_rows(content, units, now.astimezone(HERE).date())
        while some := list(islice(rows, CHECKED_AT_ONCE)):
            with database("intake").reading() as session:
                importing.check_rows(session, one, some, checked, now)
            if told.is_due():
                _tell(import_id, checked.total if one.state == "CHECKING" else 0)
    except Refused as refused:
        with database("intake").transaction() as session:
            importing.refuse_import(session, import_id, refused, now)
        return None
    return checked


def _register(import_id, checked):
    """All of them in one transaction."""
    now = utc_now()
    with database("intake").transaction() as session:
        numbers = importing.reserve_numbers(session, import_id, checked.fit, now)
    rows, done, told = iter(checked.fit), 0, Telling()
    with database("intake").transaction() as session:
        one = importing.held_import(session, import_id)
        if one.state != "IMPORTING":
            return
        clerk = importing.clerk_of(session, one)
        while some := list(islice(rows, REGISTERED_AT_ONCE)):
            importing.register_rows(session, one, clerk, some, numbers, now)
            session.flush()
            done += len(some)
            if told.is_due():
                _tell_beside(import_id, done)
            crash_point("amid_an_import")
            time.sleep(0)
        one.rows, one.fit, one.known = checked.total, done, len(checked.known)
        importing.end_import(session, one, "DONE", now)


def _tell(import_id, done):
    with database("intake").transaction() as session:
        importing.tell_progress(session, import_id, done, TAKEN_FOR)


def _tell_beside(import_id, done):
    with database("intake").beside() as session:
        if session is not None:
            importing.tell_progress(session, import_id, done, TAKEN_FOR)
