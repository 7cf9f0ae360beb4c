"""What extended a clock, kept beside its row: `clock.record` holds the entries that `shared.clocks.record` judges."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from shared.clocks import in_force
from shared.clocks.calendar import Calendar
from shared.clocks.deadline import HERE, Extension
from shared.clocks.entries import Extended, Noticed, Recorded, Started
from shared.clocks.record import replay, why_void
from shared.clocks.rule import Rule

KEPT: dict[str, type[Recorded]] = {"extended": Extended, "noticed": Noticed}
LAST_DAY = date.max


def rule_of(clock: Any) -> Rule:
    """The row a clock runs under, whatever is in force today."""
    return in_force.rulebook().of_edition(clock.rule, clock.edition)


def record_of(clock: Any) -> list[Recorded]:
    """Its start and everything that was added since, as `replay` takes it."""
    begun = clock.started_at.astimezone(HERE).date()
    started = Started(id="start", recorded_at=clock.started_at, on=begun, set_for=clock.set_for)
    return [started, *(_read(told) for told in json.loads(clock.record or "[]"))]


def extension_of(clock: Any, calendar: Calendar) -> Extension | None:
    """The days that were added to a clock; None where nothing was."""
    if not clock.record:
        return None
    return replay(rule_of(clock), record_of(clock), calendar, LAST_DAY).extension


def why_not_extended(clock: Any, extension: Extended, today: date) -> str | None:
    """Why a clock may not be extended like that (a code of `entries.VOID`), or None if it may."""
    return why_void(rule_of(clock), record_of(clock), extension, in_force.calendar(), today)


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


def _written(value: date | datetime) -> str:
    return value.isoformat()


def _read(told: dict[str, Any]) -> Recorded:
    values = {name: value for name, value in told.items() if name != "what"}
    values["recorded_at"] = datetime.fromisoformat(values["recorded_at"])
    values["on"] = date.fromisoformat(values["on"])
    return KEPT[told["what"]](**values)
