"""Keeping clocks in a service's own tables: start, stop, compute again. Each change leaves with its event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clocks import in_force
from shared.clocks.deadline import HERE, Deadline, earliest
from shared.clocks.entries import Recorded
from shared.clocks.lengthening import account_of, rule_of, with_entries
from shared.contracts.clocks import ClockMoved, ClockStarted, ClockStopped, StartedClock, StoppedClock
from shared.messaging import publish

__all__ = ["compute_again", "extend", "locked_clocks", "new_clock", "rule_of", "same_clock", "start", "stop"]

OF_A_CLOCK = UUID("6b0e6a4e-58c4-4a4f-9f0c-6d7c2f3a9b11")
"""Whoever starts the same clock comes to the same id, so that two replicas cannot both keep one."""


def new_clock(
    table: Any,
    key: str,
    *,
    matter_no: str,
    unit: str,
    at: datetime,
    rules_on: date,
    subject_id: UUID | None = None,
    claim_id: UUID | None = None,
    set_for: date | None = None,
    occasion: UUID | None = None,
) -> Any:
    """A running clock from a moment on, not yet added: of the rows of a rule in force on `rules_on`, the earliest.

    `table` is the service's own class made of `ClockRow`; `set_for` is the day on an order; `occasion` tells clocks
    apart that one subject may have several of from the same moment on.
    """
    rows = in_force.rulebook().candidates(key, rules_on)
    start = at if rows[0].unit == "hours" else at.astimezone(HERE).date()
    found = earliest(rows, start, in_force.calendar(), set_for=set_for)
    identity = [matter_no, subject_id, claim_id, key, at.astimezone(UTC).isoformat(), *filter(None, [occasion])]
    clock = table(
        clock_id=uuid5(OF_A_CLOCK, " ".join(map(str, identity))),
        matter_no=matter_no,
        subject_id=subject_id,
        claim_id=claim_id,
        rule=key,
        unit=unit,
        state="running",
        started_at=at,
        set_for=set_for,
        next_rung=0,
    )
    _take_over(clock, found)
    return clock


def same_clock(clock: Any, *, matter_no: str, subject_id: UUID | None) -> Any:
    """The same time limit for another matter, not yet added: it began when `clock` began, ends when it ends, and of
    its ladder nothing is climbed twice."""
    table = type(clock)
    copied = {column.key: getattr(clock, column.key) for column in table.__mapper__.column_attrs}
    own = {"matter_no": matter_no, "subject_id": subject_id, "event_id": None}
    return table(**{**copied, **own, "clock_id": uuid5(OF_A_CLOCK, f"{matter_no} {clock.clock_id}")})


def start(session: Session, clocks: Sequence[Any]) -> None:
    """Add new clocks of one matter and announce them together."""
    if clocks:
        told = ClockStarted(matter_no=clocks[0].matter_no, clocks=tuple(map(_started, clocks)))
        event_id = publish(session, told)
        for clock in clocks:
            clock.event_id = event_id
        session.add_all(clocks)


def stop(session: Session, clocks: Iterable[Any], *, now: datetime, outcome: str = "done") -> None:
    """End running clocks of one matter and tell of it."""
    ended = list(clocks)
    for clock in ended:
        clock.state = "stopped" if outcome == "done" else outcome
        clock.stopped_at, clock.next_rung_at = now, None
    if ended:
        told = tuple(_stopped(clock, outcome, now) for clock in ended)
        publish(session, ClockStopped(matter_no=ended[0].matter_no, clocks=told))


def locked_clocks(session: Session, table: Any, *conditions: Any) -> list[Any]:
    """The running clocks that meet the conditions, locked in one order for all."""
    query = select(table).where(table.state == "running", *conditions).order_by(table.clock_id)
    return list(session.scalars(query.with_for_update()))


def compute_again(session: Session, clock: Any, because: str = "calendar") -> bool:
    """Compute the due date by calendar and record as they are now; whether it moved, which is then announced."""
    rule, was = rule_of(clock), (clock.due_on, clock.waits_for)
    begun = clock.started_at if rule.unit == "hours" else clock.started_at.astimezone(HERE).date()
    rows = in_force.rulebook().beside(rule, clock.started_at.astimezone(HERE).date())
    account = account_of(clock, in_force.calendar())
    pauses, extension = (account.pauses, account.extension) if account else ((), None)
    found = earliest(rows, begun, in_force.calendar(), set_for=clock.set_for, pauses=pauses, extension=extension)
    _take_over(clock, found)
    moved = (clock.due_on, clock.waits_for) != was
    if moved:
        told = ClockMoved(matter_no=clock.matter_no, was_due_on=was[0], clock=_started(clock), because=because)
        publish(session, told)
    return moved


def extend(session: Session, clock: Any, entries: Iterable[Recorded], because: str = "extended") -> bool:
    """Add an extension and its notice, or a pause or its end, to the record of a running clock, and move it; whether
    it moved. `because` is a code of `CLOCK_MOVES`."""
    clock.record = with_entries(clock, entries)
    return compute_again(session, clock, because)


def _take_over(clock: Any, found: Deadline) -> None:
    clock.edition, clock.kind = found.rule.edition, found.rule.kind
    clock.due_on, clock.waits_for, clock.calendar = found.due_on, found.waits_for, in_force.calendar().edition
    clock.explanation, clock.explanation_en = found.explanation.zh, found.explanation.en
    clock.next_rung_at = found.due_on and in_force.ladders().rung_at(found.rule.ladder, clock.next_rung, found.due_on)


def _started(clock: Any) -> StartedClock:
    return StartedClock(
        clock_id=clock.clock_id,
        rule=clock.rule,
        edition=clock.edition,
        kind=clock.kind,
        unit=clock.unit,
        started_on=clock.started_at.astimezone(HERE).date(),
        due_on=clock.due_on,
        explanation=clock.explanation,
        explanation_en=clock.explanation_en,
    )


def _stopped(clock: Any, outcome: str, now: datetime) -> StoppedClock:
    return StoppedClock(
        clock_id=clock.clock_id,
        rule=clock.rule,
        edition=clock.edition,
        kind=clock.kind,
        unit=clock.unit,
        due_on=clock.due_on,
        outcome=outcome,
        late=outcome == "done" and clock.due_on is not None and now.astimezone(HERE).date() > clock.due_on,
    )
