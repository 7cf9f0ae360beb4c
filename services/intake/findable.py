"""Matters from before narratives could be searched are made findable, piece by piece."""

import logging

from sqlalchemy import select

from services.intake.models import Matter
from services.intake.words import make_findable, without_words
from shared.db import DatabaseAway, RunAgain, database
from shared.db.chores import Chore, work_off

log = logging.getLogger(__name__)
CHORES = (Chore("make a matter findable", Matter, Matter.matter_no, without_words, make_findable),)
_done = set()


def make_findable_what_was_not():
    """Until all that was there before can be found, then not again in this process; SQLite searches without."""
    here = database("intake")
    if not here.on_postgres or here in _done:
        return
    work_off(here, CHORES)
    try:
        with here.reading() as session:
            left = session.scalar(select(Matter.matter_no).where(*without_words()).limit(1))
    except (DatabaseAway, RunAgain) as error:
        log.warning("chores wait for the database", extra={"reason": str(error)})
        return
    if left is None:
        _done.add(here)
