"""What legalaid publishes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.base import event
from shared.contracts.fields import Code, MatterNo, OneOf, Sealed, Story
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.words import CHANNELS, Vocabulary

AID_STATES = Vocabulary(
    "aid_state",
    DRAFT=("申请草稿", "Draft application"),
    WITHDRAWN=("已撤回", "Withdrawn"),
)

AID_WITHDRAWN_BY = Vocabulary(
    "aid_withdrawn_by",
    applicant=("申请人本人", "The applicant"),
    statutory=("法定代理人", "The statutory representative"),
)
"""Who may say that legal aid is not wanted: the statutory representative applies for who cannot (法律援助法 40)."""


@event("aid.draft_opened", version=1)
class AidDraftOpened:
    """A matter steered to the legal-aid centre lies in its inbox as a draft of an application.

    Heard by intake (timeline).
    """

    matter_no: MatterNo
    referral_id: UUID
    unit: Code
    opened_at: datetime


@event("aid.withdrawn", version=1)
class AidWithdrawn:
    """The person guided to legal aid does not want to apply: the draft of the application is withdrawn.

    Heard by intake (timeline) and notify (the petitioner, and the unit that guided them there).
    """

    matter_no: MatterNo
    referral_id: UUID
    unit: Code
    sender: Code
    accused_unit: Sealed[Code | None] = None
    told_by: Annotated[str, OneOf(AID_WITHDRAWN_BY)]
    channel: Annotated[str, OneOf(CHANNELS)]
    words: Sealed[Story]
    withdrawn_by: Code
    withdrawn_at: datetime
    petitioner: RegisteredPetitioner
