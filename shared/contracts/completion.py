"""What routing publishes about the completion report (办结报告) of what was assigned."""

from __future__ import annotations

from datetime import datetime

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event
from shared.contracts.fields import Code, Sealed, Story


@event("completion.reported", version=1)
class CompletionReported(AboutAReferral):
    """A unit reports to who assigned a matter to it that all is done. Heard by intake (timeline) and notify (the
    sender).
    """

    words: Sealed[Story]
    reported_by: Code
    reported_at: datetime


@event("completion.refused", version=1)
class CompletionRefused(AboutAReferral):
    """The sender did not accept a completion report: the unit mends it and reports again.

    Heard by intake (timeline) and notify (the unit).
    """

    words: Sealed[Story]
    decided_by: Code
    decided_at: datetime


@event("matter.completed", version=1)
class MatterCompleted(AboutAReferral):
    """The sender accepted the completion report: what was assigned is done (办结).

    Heard by intake (timeline) and notify (the unit).
    """

    words: Sealed[Story]
    decided_by: Code
    decided_at: datetime
