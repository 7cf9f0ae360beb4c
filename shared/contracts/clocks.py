"""What a service that keeps clocks publishes: routing those of petitions, legal aid those of applications."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from shared.contracts.base import event, part
from shared.contracts.fields import Code, Line, MatterNo, OneOf, Sealed, Story
from shared.contracts.words import Vocabulary

CLOCK_KINDS = Vocabulary(
    "clock_kind",
    duty=("办理期限", "a unit must have done it"),
    right=("权利期限", "a person may do it until then"),
    window=("异议期", "a unit may do it until then"),
)
CLOCK_ENDS = Vocabulary(
    "clock_end", done=("已办结", "Done"), lapsed=("期限已过", "Lapsed"), void=("不计算", "Not counted")
)


CLOCK_MOVES = Vocabulary(
    "clock_move",
    calendar=("节假日安排有变", "A calendar was announced or changed"),
    extended=("延长期限", "It was extended"),
    hearing=("听证时间不计入期限", "The time of a hearing does not count"),
)


@part
class StartedClock:
    """A clock that began to run; without `due_on` it waits for a calendar that is not announced."""

    clock_id: UUID
    rule: Code
    edition: Line
    kind: Annotated[str, OneOf(CLOCK_KINDS)]
    unit: Code
    started_on: date
    due_on: date | None = None
    explanation: Sealed[Story]
    explanation_en: Sealed[Story]


@part
class StoppedClock:
    """A clock that ended, and whether that was after its due date."""

    clock_id: UUID
    rule: Code
    edition: Line
    kind: Annotated[str, OneOf(CLOCK_KINDS)]
    unit: Code
    due_on: date | None = None
    outcome: Annotated[str, OneOf(CLOCK_ENDS)]
    late: bool


@event("clock.started", version=1)
class ClockStarted:
    """Clocks of a matter began to run. Heard by intake (timeline and next due date)."""

    matter_no: MatterNo
    clocks: tuple[StartedClock, ...]


@event("clock.stopped", version=1)
class ClockStopped:
    """What clocks were waiting for was done, or a right or a window lapsed. Heard by intake (next due date)."""

    matter_no: MatterNo
    clocks: tuple[StoppedClock, ...]


@event("clock.moved", version=1)
class ClockMoved:
    """A due date was computed again and is another one: a calendar was announced or changed, it was extended, or a
    hearing began or ended.

    Heard by intake (timeline and next due date).
    """

    matter_no: MatterNo
    was_due_on: date | None
    clock: StartedClock
    because: Annotated[str, OneOf(CLOCK_MOVES)] = "calendar"


@event("clock.due_soon", version=1)
class ClockDueSoon:
    """A clock is near its end. Heard by intake (timeline) and notify (a reminder to the unit)."""

    matter_no: MatterNo
    clock_id: UUID
    rule: Code
    edition: Line
    unit: Code
    due_on: date
    explanation: Sealed[Story]
    sender: Code
    confidential: bool
    accused_unit: Sealed[Code | None] = None


@event("clock.fell_due", version=1)
class ClockFellDue:
    """A clock ends today and nothing was done.

    Heard by intake (timeline) and notify (chases the unit and its head).
    """

    matter_no: MatterNo
    clock_id: UUID
    rule: Code
    edition: Line
    unit: Code
    due_on: date
    explanation: Sealed[Story]
    sender: Code
    confidential: bool
    accused_unit: Sealed[Code | None] = None


@event("clock.breached", version=1)
class ClockBreached:
    """A clock has run out and nothing was done. Heard by intake (timeline) and notify (tells the supervisor).

    `supervisor` is the next unit above that the matter does not accuse; the unit itself where there is none.
    """

    matter_no: MatterNo
    clock_id: UUID
    rule: Code
    edition: Line
    unit: Code
    supervisor: Code
    due_on: date
    explanation: Sealed[Story]
    sender: Code
    confidential: bool
    accused_unit: Sealed[Code | None] = None
