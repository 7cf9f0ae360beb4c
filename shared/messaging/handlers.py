"""`@handles(Event)`: a module function that takes `(session, event)` and is named for what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

Handler = Callable[[Any, Any], None]


def handles(*events: type) -> Callable[[Handler], Handler]:
    """Mark a function as the handler of events: `@handles(ReferralMade) def tell_unit(session, event): ...`.

    It runs inside the transaction that records the event as handled, so it happens exactly once; it must come to
    the same state in any order of events, or raise `NotYet`. It never commits and never talks to the outside.
    """

    def mark(handler: Handler) -> Handler:
        handler.hears = tuple(e.event_type.type for e in events)  # type: ignore[attr-defined]
        return handler

    return mark


def collect(modules: Iterable[ModuleType]) -> Mapping[str, tuple[Handler, ...]]:
    """The handlers of some modules by event type, in the order they are written."""
    found: dict[str, list[Handler]] = {}
    for module in modules:
        for member in vars(module).values():
            for type_ in getattr(member, "hears", ()):
                handlers = found.setdefault(type_, [])
                if member not in handlers:  # a module may have imported it from another of them
                    handlers.append(member)
    return {type_: tuple(handlers) for type_, handlers in found.items()}
