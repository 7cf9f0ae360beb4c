"""When a calendar is announced or changed: running clocks are computed again, once for each edition."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clocks import in_force
from shared.clocks.climbing import Keeper
from shared.clocks.keeping import compute_again
from shared.clocks.rulebook import NoSuchRule
from shared.db import Database, DatabaseAway, RunAgain

log = logging.getLogger(__name__)

BATCH = 50
_followed: dict[str, str] = {}
_done: set[str] = set()


def follow_the_calendar(database: Database, keeper: Keeper) -> int:
    """Compute again what another edition of the calendar was used for; how many due dates moved.

    A process that has done so for this edition does not ask the database again. What cannot be done now is next time.
    """
    edition = in_force.calendar().edition
    if _followed.get(keeper.service) == edition:
        return 0
    try:
        moved = compute_all_again(database, keeper, edition)
    except (DatabaseAway, RunAgain) as error:
        log.warning("clocks wait for the database", extra={"reason": str(error)})
        return 0
    _followed[keeper.service] = edition
    if moved:
        log.info("due dates moved", extra={"service": keeper.service, "calendar": edition, "moved": moved})
    return moved


def once(database: Database, keeper: Keeper, some: Callable[[Session], int]) -> None:
    """Do some of a work in one transaction after the other until none is left, then not again in this process."""
    if keeper.service in _done:
        return
    try:
        while _in_one_transaction(database, some):
            pass
    except (DatabaseAway, RunAgain) as error:
        log.warning("clocks wait for the database", extra={"reason": str(error)})
        return
    _done.add(keeper.service)


def _in_one_transaction(database: Database, some: Callable[[Session], int]) -> int:
    with database.transaction() as session:
        return some(session)


def compute_all_again(database: Database, keeper: Keeper, edition: str) -> int:
    """Compute every running clock of another edition again, matter by matter; how many due dates moved."""
    moved, last = 0, ""
    while True:
        with database.transaction() as session:
            clocks = _next(session, keeper.clock, last, edition)
            moved += sum(_compute_again(session, keeper, clock) for clock in clocks)
        if not clocks:
            return moved
        last = clocks[-1].matter_no


def _compute_again(session: Session, keeper: Keeper, clock: Any) -> bool:
    try:
        if not compute_again(session, clock):
            return False
        keeper.moved(session, clock)
        return True
    except NoSuchRule as error:  # of a newer writer, or a row that the city took out: it keeps the day it has
        log.error("a clock's rule is not in the rulebook", extra={"rule": str(error)})
        return False


def _next(session: Session, clock: Any, last: str, edition: str) -> list[Any]:
    """The running clocks of the next matters, all of a matter together, locked in one order for all."""
    outdated = (clock.state == "running", clock.calendar != edition, clock.matter_no > last)
    matters = select(clock.matter_no).where(*outdated).distinct().order_by(clock.matter_no).limit(BATCH)
    query = select(clock).where(*outdated, clock.matter_no.in_(matters))
    return list(session.scalars(query.order_by(clock.matter_no, clock.clock_id).with_for_update()))
