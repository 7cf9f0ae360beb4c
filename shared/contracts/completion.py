"""What routing publishes about the completion report (办结报告) of what was assigned."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.base import event
from shared.contracts.fields import Code, MatterNo, OneOf, Sealed, Story
from shared.contracts.words import KINDS


@event("completion.reported", version=1)
class CompletionReported:
    """A unit reports to who assigned a matter to it that all is done. Heard by intake (timeline) and notify (the
    sender).
    """

    matter_no: MatterNo
    referral_id: UUID
    matter_kind: Annotated[str, OneOf(KINDS)]
    unit: Code
    sender: Code
    accused_unit: Sealed[Code | None] = None
    words: Sealed[Story]
    reported_by: Code
    reported_at: datetime


@event("completion.refused", version=1)
class CompletionRefused:
    """The sender did not accept a completion report: the unit mends it and reports again.

    Heard by intake (timeline) and notify (the unit).
    """

    matter_no: MatterNo
    referral_id: UUID
    matter_kind: Annotated[str, OneOf(KINDS)]
    unit: Code
    sender: Code
    accused_unit: Sealed[Code | None] = None
    words: Sealed[Story]
    decided_by: Code
    decided_at: datetime


@event("matter.completed", version=1)
class MatterCompleted:
    """The sender accepted the completion report: what was assigned is done (办结).

    Heard by intake (timeline) and notify (the unit).
    """

    matter_no: MatterNo
    referral_id: UUID
    matter_kind: Annotated[str, OneOf(KINDS)]
    unit: Code
    sender: Code
    accused_unit: Sealed[Code | None] = None
    words: Sealed[Story]
    decided_by: Code
    decided_at: datetime
