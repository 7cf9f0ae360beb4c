"""What can happen to a clock: the entries of its record, and why one of them may not count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared.contracts.words import Vocabulary

VOID = Vocabulary(
    "void_entry",
    unknown_target=("所更正的记录不存在", "There is no such entry to correct"),
    second_start=("起算只能有一次", "A clock starts once"),
    no_such_cause=("依据的条文没有规定这种中止事由", "The rule names no such cause of a pause"),
    unproved=("中止须有理由和证明材料", "A pause needs its reason and its proof"),
    before_start=("中止不能早于起算日", "A pause cannot begin before the period"),
    in_future=("不能预先登记尚未到来的日期", "A day that has not come cannot be recorded"),
    ends_before_it_begins=("结束日早于开始日", "It ends before it begins"),
    overlaps=("与另一次中止重叠", "It overlaps another pause"),
    not_extendable=("依据的条文没有规定延期", "The rule knows no extension"),
    not_approved=("延期须经批准", "An extension needs an approval"),
    beyond_cap=("超出可以延长的天数或者次数", "It goes beyond the days or times allowed"),
    after_the_end=("期限届满后不能再延期", "After the last day nothing can be extended"),
)
"""Why an entry does not count."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What every entry has: its own id, and when it was recorded."""

    id: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Started(Recorded):
    """The period begins; `set_for` is the day an order sets."""

    on: date | datetime
    set_for: date | None = None


@dataclass(frozen=True, kw_only=True)
class Paused(Recorded):
    """It pauses from a day on, that day included."""

    cause: str
    first: date
    reason: str
    proof: str


@dataclass(frozen=True, kw_only=True)
class Resumed(Recorded):
    """A pause ends; `last` is its last day."""

    pause: str
    last: date


@dataclass(frozen=True, kw_only=True)
class Extended(Recorded):
    """Days are added."""

    on: date
    days: int
    approved_by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Noticed(Recorded):
    """The notice of an extension is owed: only now is the extension complete."""

    extension: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Stopped(Recorded):
    """What was owed is done."""

    on: date


@dataclass(frozen=True, kw_only=True)
class Corrected(Recorded):
    """A field of another entry was wrong."""

    target: str
    field: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class Removed(Recorded):
    """Another entry should not have been made."""

    target: str
