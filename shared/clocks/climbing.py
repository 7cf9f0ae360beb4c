"""Climbing ladders: what is due is found by query, claimed by row lock, and told once.

A tick may come late, come twice, or come to several replicas at once: the row says which rung is next, the lock says
whose it is, and the key of what was climbed lets no rung happen again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clocks import in_force
from shared.clocks.deadline import HERE
from shared.clocks.keeping import rule_of, stop
from shared.clocks.ladders import is_pointless
from shared.contracts.clocks import ClockBreached, ClockDueSoon, ClockFellDue
from shared.db import Database, DatabaseAway, RunAgain, now_by_database
from shared.messaging import publish

log = logging.getLogger(__name__)

BATCH = 50
TELLS = {"reminder": ClockDueSoon, "chase": ClockFellDue, "escalation": ClockBreached}


@dataclass(frozen=True)
class Keeper:
    """A service's clocks: its name, its two tables, and what it knows about one: `about(session, clock)`; what else
    it does when a due date was computed again and is another one: `moved(session, clock)`, and when a period is over
    that nobody used: `lapsed(session, clock)`."""

    service: str
    clock: Any
    climbed: Any
    about: Callable[[Session, Any], Told]
    moved: Callable[[Session, Any], None] = lambda session, clock: None
    lapsed: Callable[[Session, Any], None] = lambda session, clock: None


@dataclass(frozen=True)
class Told:
    """What an event about a clock must say that only the service knows."""

    sender: str
    confidential: bool
    accused_unit: str | None
    supervisor: str


def climb_what_is_due(database: Database, keeper: Keeper) -> int:
    """Climb every rung that is due by the clock that all replicas share: a wrong one of theirs chases nobody."""
    try:
        with database.reading() as session:
            now = now_by_database(session)
    except (DatabaseAway, RunAgain) as error:
        log.warning("clocks wait for the database", extra={"reason": str(error)})
        return 0
    return climb_all(database, keeper, now, now.astimezone(HERE).date())


def climb_all(database: Database, keeper: Keeper, now: datetime, today: date) -> int:
    """Climb every rung that is due, each in a transaction of its own; how many.

    One that fails is told of in the log and does not stop the others; one that another replica holds is left to it.
    A database that is away is asked next time.
    """
    climbed, left_out = 0, set[UUID]()
    try:
        while due := _due(database, keeper, now, left_out):
            for clock_id in due:
                if _climb_one(database, keeper, clock_id, now, today):
                    climbed += 1
                else:
                    left_out.add(clock_id)
    except (DatabaseAway, RunAgain) as error:
        log.warning("clocks wait for the database", extra={"reason": str(error)})
    return climbed


def climb(session: Session, keeper: Keeper, clock: Any, now: datetime, today: date) -> None:
    """Climb one clock's next rung, unless it means nothing any more, and say which is next."""
    ladder, number = rule_of(clock).ladder, clock.next_rung
    rung = in_force.ladders().rung(ladder, number)
    clock.next_rung = number + 1
    clock.next_rung_at = in_force.ladders().rung_at(ladder, number + 1, clock.due_on)
    if rung.does == "lapse":
        stop(session, [clock], now=now, outcome="lapsed")
        keeper.lapsed(session, clock)
    elif not is_pointless(rung, clock.due_on, today):
        event_id = publish(session, _event(session, keeper, clock, rung.does))
        session.add(
            keeper.climbed(clock_id=clock.clock_id, number=number, does=rung.does, climbed_at=now, event_id=event_id)
        )


def _due(database: Database, keeper: Keeper, now: datetime, left_out: set[UUID]) -> list[UUID]:
    clock = keeper.clock
    due = select(clock.clock_id).where(clock.state == "running", clock.next_rung_at <= now)
    some = due.where(clock.clock_id.not_in(left_out)).order_by(clock.next_rung_at, clock.clock_id).limit(BATCH)
    with database.reading() as session:
        return list(session.scalars(some))


def _climb_one(database: Database, keeper: Keeper, clock_id: UUID, now: datetime, today: date) -> bool:
    clock = keeper.clock
    still_due = (clock.clock_id == clock_id, clock.state == "running", clock.next_rung_at <= now)
    try:
        with database.transaction() as session:
            mine = session.scalars(select(clock).where(*still_due).with_for_update(skip_locked=True)).one_or_none()
            if mine is not None:
                climb(session, keeper, mine, now, today)
            return mine is not None
    except (DatabaseAway, RunAgain):
        raise
    except Exception as error:
        log.error("a clock could not be climbed", extra={"clock_id": str(clock_id), "reason": type(error).__name__})
        return False


def _event(session: Session, keeper: Keeper, clock: Any, does: str) -> Any:
    about = keeper.about(session, clock)
    more = {"supervisor": about.supervisor} if does == "escalation" else {}
    return TELLS[does](
        matter_no=clock.matter_no,
        clock_id=clock.clock_id,
        rule=clock.rule,
        edition=clock.edition,
        unit=clock.unit,
        due_on=clock.due_on,
        explanation=clock.explanation,
        sender=about.sender,
        confidential=about.confidential,
        accused_unit=about.accused_unit,
        **more,
    )
