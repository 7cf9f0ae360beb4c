"""What every service may publish about its own post: dead letters, and asking for them again."""

from __future__ import annotations

from datetime import datetime

from shared.contracts.base import event
from shared.contracts.fields import Code, Line

QueueName = Line


@event("event.dead", version=1, subject="event_id")
class EventDead:
    """An event could not take effect in one reader and is set aside until a person redrives it.

    Heard by console (the list of dead letters). Never published about the events of this module.
    """

    reader: QueueName
    event_id: Line
    type: Line
    about: Line | None
    error: Line
    attempts: int
    first_failed_at: datetime
    failed_at: datetime


@event("event.settled", version=1, subject="event_id")
class EventSettled:
    """An event that was dead has taken effect after all. Heard by console."""

    reader: QueueName
    event_id: Line
    settled_at: datetime


@event("redrive.requested", version=1, subject="reader")
class RedriveRequested:
    """A person asks a reader to try a stated set of its dead letters again. Heard by every service's own post."""

    reader: QueueName
    event_ids: tuple[Line, ...]
    requested_by: Code
