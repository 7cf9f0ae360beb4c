"""What moved a clock, kept beside its row: `clock.record` holds the entries that `shared.clocks.record` judges."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from shared.clocks import in_force
from shared.clocks.calendar import Calendar
from shared.clocks.deadline import HERE, Pause
from shared.clocks.entries import Extended, Noticed, Paused, Recorded, Resumed, Started
from shared.clocks.record import Account, replay, why_void
from shared.clocks.rule import Rule

KEPT: dict[str, type[Recorded]] = {"extended": Extended, "noticed": Noticed, "paused": Paused, "resumed": Resumed}
DAYS = ("on", "first", "last")
LAST_DAY = date.max


def rule_of(clock: Any) -> Rule:
    """The row a clock runs under, whatever is in force today."""
    return in_force.rulebook().of_edition(clock.rule, clock.edition)


def record_of(clock: Any) -> list[Recorded]:
    """Its start and everything that was added since, as `replay` takes it."""
    begun = clock.started_at.astimezone(HERE).date()
    started = Started(id="start", recorded_at=clock.started_at, on=begun, set_for=clock.set_for)
    return [started, *(_read(told) for told in json.loads(clock.record or "[]"))]


def account_of(clock: Any, calendar: Calendar) -> Account | None:
    """What its record comes to, with its pauses and the days that were added; None where there is no record."""
    if not clock.record:
        return None
    return replay(rule_of(clock), record_of(clock), calendar, LAST_DAY)


def is_paused(clock: Any) -> bool:
    """Whether a running clock stands still, so that it has no due date."""
    return clock.due_on is None and any(pause.last is None for pause in _pauses(clock))


def why_not_added(clock: Any, entry: Recorded, today: date) -> str | None:
    """Why a clock may not be extended or paused like that (a code of `entries.VOID`), or None if it may."""
    return why_void(rule_of(clock), record_of(clock), entry, in_force.calendar(), today)


def days_left_to_give(clock: Any) -> int | None:
    """How many days a clock may still be extended by: 0 where the rule or its number of times allows none, None
    where that is for whoever approves to say."""
    allowed = rule_of(clock).extension
    given = [entry.days for entry in record_of(clock) if isinstance(entry, Extended)]
    if allowed is None or len(given) >= allowed.times:
        return 0
    return allowed.cap - sum(given) if allowed.cap else None


def with_entries(clock: Any, entries: Iterable[Recorded]) -> str:
    """The text of a record with these entries at its end."""
    names = {kind: name for name, kind in KEPT.items()}
    told = [{"what": names[type(entry)], **asdict(entry)} for entry in entries]
    return json.dumps([*json.loads(clock.record or "[]"), *told], default=_written, ensure_ascii=False)


def _pauses(clock: Any) -> Sequence[Pause]:
    account = account_of(clock, in_force.calendar())
    return account.pauses if account else ()


def _written(value: date | datetime) -> str:
    return value.isoformat()


def _read(told: dict[str, Any]) -> Recorded:
    values = {name: value for name, value in told.items() if name != "what"}
    values["recorded_at"] = datetime.fromisoformat(values["recorded_at"])
    values.update((name, date.fromisoformat(values[name])) for name in DAYS if values.get(name))
    return KEPT[told["what"]](**values)
