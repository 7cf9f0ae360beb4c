"""What must be true of a service's clocks if nobody is forgotten: `invariants(keeper)` for its table of contents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clocks.climbing import Keeper
from shared.clocks.lengthening import is_paused
from shared.messaging.audit import Invariant
from shared.messaging.tables import Outbox

PATIENCE = timedelta(hours=1)


def invariants(keeper: Keeper) -> tuple[Invariant, ...]:
    """The checks of one keeper's tables, as `liandong audit` runs them."""
    clock, climbed = keeper.clock, keeper.climbed

    def every_clock_was_announced(session: Session, before: datetime) -> Iterable[str]:
        """a clock whose clock.started is gone, or a running one that was never announced"""
        query = select(clock.clock_id).outerjoin(Outbox, Outbox.event_id == clock.event_id)
        untold = clock.event_id.is_not(None) | (clock.state == "running")
        return session.scalars(query.where(untold, Outbox.event_id.is_(None)))

    def every_chase_was_sent(session: Session, before: datetime) -> Iterable[str]:
        """a reminder, chase or escalation without its event"""
        query = select(climbed.clock_id).outerjoin(Outbox, Outbox.event_id == climbed.event_id)
        return session.scalars(query.where(Outbox.event_id.is_(None)))

    def every_event_about_a_clock_has_its_chase(session: Session, before: datetime) -> Iterable[str]:
        """an event about a clock that nobody's ladder asked for"""
        types = ("clock.due_soon", "clock.fell_due", "clock.breached")
        query = select(Outbox.event_id).outerjoin(climbed, climbed.event_id == Outbox.event_id)
        return session.scalars(query.where(Outbox.type.in_(types), climbed.event_id.is_(None)))

    def nobody_is_chased_late(session: Session, before: datetime) -> Iterable[str]:
        """a clock whose next rung has been due for an hour, and that has run for as long"""
        query = select(clock.clock_id).join(Outbox, Outbox.event_id == clock.event_id)
        overdue = (clock.next_rung_at < before - PATIENCE, Outbox.created_at < before - PATIENCE)
        return session.scalars(query.where(clock.state == "running", *overdue))

    def every_running_clock_has_an_end(session: Session, before: datetime) -> Iterable[str]:
        """a running clock that neither has a due date nor waits for a calendar nor stands still"""
        endless = (clock.due_on.is_(None), clock.waits_for.is_(None))
        found = session.scalars(select(clock).where(clock.state == "running", *endless))
        return [one.clock_id for one in found if not is_paused(one)]

    return (
        every_clock_was_announced,
        every_chase_was_sent,
        every_event_about_a_clock_has_its_chase,
        nobody_is_chased_late,
        every_running_clock_has_an_end,
    )
