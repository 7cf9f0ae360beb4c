"""A clock's own record: what happened to it, replayed into its due date.

A record is a set of entries. Whatever was corrected or removed, and in whatever order that became known, the same set
gives the same account: entries are taken in the order in which they were recorded; what may not be is void, with why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from shared.clocks.calendar import Calendar
from shared.clocks.deadline import Deadline, Extension, Pause, deadline
from shared.clocks.entries import Corrected, Extended, Noticed, Paused, Recorded, Removed, Resumed, Started, Stopped
from shared.clocks.rule import Rule


@dataclass(frozen=True)
class Account:
    """What a record comes to. `void` has the id of each entry that does not count, and why (a code of `VOID`)."""

    deadline: Deadline
    pauses: tuple[Pause, ...]
    extension: Extension | None
    stopped_on: date | None
    void: tuple[tuple[str, str], ...]


class NotStarted(LookupError):
    """The record has no start, or it was removed."""


def replay(rule: Rule, record: Iterable[Recorded], calendar: Calendar, today: date) -> Account:
    """The account of a record, the same for every order of the same entries. Raises `NotStarted`."""
    return _Replay(rule, calendar, today, _standing(record)).account()


def why_void(rule: Rule, record: Iterable[Recorded], new: Recorded, calendar: Calendar, today: date) -> str | None:
    """Why an entry may not be added (a code of `VOID`), or None if it may: asked before anything is written."""
    return dict(replay(rule, [*record, new], calendar, today).void).get(new.id)


@dataclass(frozen=True)
class _Entries:
    standing: list[Recorded]
    void: dict[str, str]


def _standing(record: Iterable[Recorded]) -> _Entries:
    """The entries that were not removed, as corrected last, in the order in which they were recorded."""
    entries = sorted({entry.id: entry for entry in record}.values(), key=lambda entry: (entry.recorded_at, entry.id))
    removed: set[str] = set()
    for entry in reversed(entries):
        if isinstance(entry, Removed) and entry.id not in removed:
            removed.add(entry.target)
    kept = {entry.id: entry for entry in entries if entry.id not in removed}
    void = {}
    for entry in [entry for entry in kept.values() if isinstance(entry, Corrected)]:
        if not _correct(kept, entry):
            void[entry.id] = "unknown_target"
    return _Entries(list(kept.values()), void)


def _correct(kept: dict[str, Recorded], correction: Corrected) -> bool:
    target = kept.get(correction.target)
    if target is None or correction.field not in {field.name for field in fields(target)} - {"id", "recorded_at"}:
        return False
    kept[target.id] = replace(target, **{correction.field: correction.value})
    return True


class _Replay:
    def __init__(self, rule: Rule, calendar: Calendar, today: date, entries: _Entries) -> None:
        self.rule, self.calendar, self.today = rule, calendar, today
        self.entries, self.void = entries.standing, entries.void
        self.start = self._start()
        self.pauses: list[Pause] = []
        self.extension: Extension | None = None

    def account(self) -> Account:
        for paused in self._all(Paused):
            self._judge(paused, self._pause(paused), self.pauses.append)
        for extended in self._all(Extended):
            self._judge(extended, self._extend(extended), self._add)
        stopped = min((entry.on for entry in self._all(Stopped)), default=None)
        pauses = tuple(sorted(self.pauses, key=lambda pause: pause.first))
        return Account(self._deadline(), pauses, self.extension, stopped, tuple(sorted(self.void.items())))

    def _all(self, kind: type) -> list[Any]:
        return [entry for entry in self.entries if isinstance(entry, kind)]

    def _start(self) -> Started:
        starts = self._all(Started)
        if not starts:
            raise NotStarted(self.rule.key)
        self.void.update({entry.id: "second_start" for entry in starts[1:]})
        return starts[0]

    def _judge(self, entry: Recorded, judged: Any, accept: Any) -> None:
        if isinstance(judged, str):
            self.void[entry.id] = judged
        else:
            accept(judged)

    def _pause(self, entry: Paused) -> Pause | str:
        resumed = next((r for r in self._all(Resumed) if r.pause == entry.id), None)
        pause = Pause(entry.cause, entry.first, resumed and resumed.last, entry.reason, entry.proof)
        begun = self.start.on.date() if isinstance(self.start.on, datetime) else self.start.on
        wrong = {
            "no_such_cause": entry.cause not in self.rule.pauses,
            "unproved": not (entry.reason.strip() and entry.proof.strip()),
            "before_start": pause.first < begun,
            "in_future": max(pause.first, pause.last or pause.first) > self.today,
            "ends_before_it_begins": pause.last is not None and pause.last < pause.first,
            "overlaps": any(_overlap(pause, other) for other in self.pauses),
        }
        return next((code for code, holds in wrong.items() if holds), pause)

    def _extend(self, entry: Extended) -> Extension | str:
        allowed = self.rule.extension
        if allowed is None:
            return "not_extendable"
        given = [e for e in self._all(Extended) if e.id not in self.void and self._precedes(e, entry)]
        total, due_on = entry.days + sum(e.days for e in given), self._deadline().due_on
        wrong = {
            "not_approved": not entry.approved_by.strip(),
            "beyond_cap": entry.days < 1 or total > (allowed.cap or total) or len(given) >= allowed.times,
            "in_future": entry.on > self.today,
            "after_the_end": due_on is not None and entry.on > due_on,
        }
        notice = next((n.on for n in self._all(Noticed) if n.extension == entry.id), None)
        noticed = notice if allowed.notice else entry.on
        return next((c for c, holds in wrong.items() if holds), Extension(entry.days, entry.approved_by, noticed))

    def _precedes(self, one: Extended, other: Extended) -> bool:
        return (one.recorded_at, one.id) < (other.recorded_at, other.id)

    def _add(self, new: Extension) -> None:
        """Complete extensions add up; one without its notice is remembered only while there is no complete one."""
        old = self.extension
        if old is None or old.notice_on is None:
            self.extension = new
        elif new.notice_on is not None:
            self.extension = Extension(old.days + new.days, new.approved_by, new.notice_on)

    def _deadline(self) -> Deadline:
        start = self.start
        return deadline(self.rule, start.on, self.pauses, self.extension, self.calendar, set_for=start.set_for)


def _overlap(one: Pause, other: Pause) -> bool:
    return one.first <= (other.last or date.max) and other.first <= (one.last or date.max)
