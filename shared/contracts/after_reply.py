"""What routing publishes about what comes after a reply that was served: the return visit (回访)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event
from shared.contracts.fields import Code, OneOf, Sealed, Story
from shared.contracts.words import SATISFACTION


@event("followup.recorded", version=1)
class FollowupRecorded(AboutAReferral):
    """Whoever sent a matter asked the petitioner how it went (回访), or did not reach anybody: `number` counts the
    attempts, `remains` is what the petitioner says is left to do.

    Heard by intake (timeline).
    """

    visitor: Code
    number: int
    visited_on: date
    reached: bool
    satisfaction: Annotated[str, OneOf(SATISFACTION)] | None = None
    words: Sealed[Story]
    remains: Sealed[Story | None] = None
    recorded_by: Code
    recorded_at: datetime
