"""Every event Liandong knows, by publisher. Importing this package declares them all."""

from shared.contracts import clocks, console, handling, intake, legalaid, mediation, notify, routing, system, urging
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
    "mediation",
    "notify",
    "part",
    "routing",
    "system",
    "urging",
]
