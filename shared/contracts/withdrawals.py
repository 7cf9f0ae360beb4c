"""What intake and routing publish when a petitioner withdraws a claim (撤回)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.base import event
from shared.contracts.fields import Code, MatterNo, OneOf, Sealed, Story
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.words import CHANNELS, KINDS, WITHDRAWN_BY


@event("withdrawal.recorded", version=1)
class WithdrawalRecorded:
    """The petitioner withdraws these claims: all that are still in hand where it is the `whole` matter.

    Heard by intake (timeline) and routing (takes them from whoever holds them).
    """

    matter_no: MatterNo
    withdrawal_id: UUID
    claims: tuple[UUID, ...]
    whole: bool
    channel: Annotated[str, OneOf(CHANNELS)]
    told_by: Annotated[str, OneOf(WITHDRAWN_BY)]
    words: Sealed[Story]
    received_at: datetime
    recorded_by: Code
    recording_unit: Code


@event("claim.withdrawn", version=1)
class ClaimWithdrawn:
    """Nobody has to decide these claims any more. `unit` is who held them; `ends` says that nothing is left of the
    order they came with, or of what waited for that unit.

    Heard by intake (timeline and state) and notify (the petitioner and the unit).
    """

    matter_no: MatterNo
    withdrawal_id: UUID
    referral_id: UUID | None = None
    matter_kind: Annotated[str, OneOf(KINDS)]
    sender: Code
    unit: Code
    accused_unit: Sealed[Code | None] = None
    claims: tuple[UUID, ...]
    ends: bool
    withdrawn_at: datetime
    petitioner: RegisteredPetitioner


@event("withdrawal.came_late", version=1)
class WithdrawalCameLate:
    """These claims were answered, led elsewhere or not accepted before their withdrawal arrived: that stands.

    Heard by intake (timeline, and what became of the withdrawal).
    """

    matter_no: MatterNo
    withdrawal_id: UUID
    claims: tuple[UUID, ...]
    found_at: datetime
