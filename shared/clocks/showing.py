"""A clock as JSON says it."""

from __future__ import annotations

from typing import Any

from shared.clocks.lengthening import is_paused


def clock_view(clock: Any) -> dict[str, Any]:
    """`{name, due_on, state, explanation, …}` of a row made of `ClockRow`; `name` is the rule's key."""
    return {
        "name": clock.rule,
        "edition": clock.edition,
        "kind": clock.kind,
        "unit": clock.unit,
        "claim_id": clock.claim_id and str(clock.claim_id),
        "due_on": clock.due_on and clock.due_on.isoformat(),
        "state": _state(clock),
        "explanation": clock.explanation,
        "explanation_en": clock.explanation_en,
    }


def _state(clock: Any) -> str:
    if clock.state != "running":
        return str(clock.state)
    return "waiting_for_calendar" if clock.waits_for else "paused" if is_paused(clock) else "running"
