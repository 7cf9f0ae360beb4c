"""What legalaid publishes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.contracts.base import event
from shared.contracts.fields import Code, MatterNo


@event("aid.draft_opened", version=1)
class AidDraftOpened:
    """A matter steered to the legal-aid centre lies in its inbox as a draft of an application.

    Heard by intake (timeline).
    """

    matter_no: MatterNo
    referral_id: UUID
    unit: Code
    opened_at: datetime
