"""Every event Liandong knows, by publisher. Importing this package declares them all."""

from shared.contracts import (
    after_reply,
    clocks,
    completion,
    console,
    documents,
    handling,
    intake,
    legalaid,
    mediation,
    notify,
    replies,
    routing,
    system,
    urging,
    withdrawals,
)
from shared.contracts.base import EVENTS, EventType, Meta, event, form, part

__all__ = [
    "EVENTS",
    "EventType",
    "Meta",
    "after_reply",
    "clocks",
    "completion",
    "console",
    "documents",
    "event",
    "form",
    "handling",
    "intake",
    "legalaid",
    "mediation",
    "notify",
    "part",
    "replies",
    "routing",
    "system",
    "urging",
    "withdrawals",
]
