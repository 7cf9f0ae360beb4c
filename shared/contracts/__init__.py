"""Every event Liandong knows, by publisher. Importing this package declares them all."""

from shared.contracts import clocks, console, handling, intake, legalaid, notify, routing, system, urging
from shared.contracts.base import EVENTS, EventType, Meta, event, form, part

__all__ = [
    "EVENTS",
    "EventType",
    "Meta",
    "clocks",
    "console",
    "event",
    "form",
    "handling",
    "intake",
    "legalaid",
    "notify",
    "part",
    "routing",
    "system",
    "urging",
]
