"""What intake and routing publish when claims of a matter become a matter of their own (拆分)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.base import event
from shared.contracts.fields import Code, MatterNo, OneOf, Sealed, Story
from shared.contracts.intake import RegisteredClaim, RegisteredPetitioner
from shared.contracts.words import CHANNELS, KINDS, Vocabulary

SPLIT_BARS = Vocabulary(
    "split_bar",
    BEING_SENT=("正在分派，请稍后再拆分", "It is just being sent out: wait a moment"),
    TAKEN_UP=(
        "承办单位已经着手办理，不再拆分，可以由承办单位逐项答复",
        "Its unit has taken it up: it is not split any more, each claim gets its own answer",
    ),
    SUPERVISED=("正在督办，解除督办以后再拆分", "It is supervised: split it once the supervision is lifted"),
    WITHDRAWING=("撤回已经登记，正在等承办单位停办", "Its withdrawal is recorded and waits for its unit"),
    OVER=("已经办结、转出或者撤回", "It is decided, passed on or withdrawn"),
)
"""Why a claim cannot become a matter of its own."""


@event("split.asked", version=1)
class SplitAsked:
    """These claims, as they are now, are to become the matter `new_no`, whose number is kept for it. `contacts` and
    `corrections` are how many of each this matter had: whoever follows has heard of the last of them first.

    Heard by intake (timeline) and routing (takes them from whoever holds them, or says why not).
    """

    matter_no: MatterNo
    split_id: UUID
    new_no: MatterNo
    claims: tuple[RegisteredClaim, ...]
    reason: Sealed[Story]
    contacts: int
    corrections: int
    asked_by: Code
    asking_unit: Code


@event("claim.split", version=1)
class ClaimSplit:
    """These claims are of the matter `new_no` from now on; whoever held them holds them there, and every time limit
    runs on from the day on which it began. `unit` is who holds them; `ends` says that nothing is left of the order
    they came with, or of what waited for that unit. `new_referral_id` is the order that they are with now.

    Heard by intake (timeline and state of both) and notify (the unit).
    """

    matter_no: MatterNo
    split_id: UUID
    new_no: MatterNo
    referral_id: UUID | None = None
    new_referral_id: UUID | None = None
    matter_kind: Annotated[str, OneOf(KINDS)]
    sender: Code
    unit: Code
    accused_unit: Sealed[Code | None] = None
    claims: tuple[UUID, ...]
    ends: bool
    split_at: datetime


@event("split.refused", version=1)
class SplitRefused:
    """The claims stay where they are, all of them: `why` says what was in the way when it was to be done.

    Heard by intake (timeline, and what became of the split).
    """

    matter_no: MatterNo
    split_id: UUID
    new_no: MatterNo
    why: Annotated[str, OneOf(SPLIT_BARS)]
    refused_at: datetime


@event("matter.split_off", version=1)
class MatterSplitOff:
    """A matter began as claims of another one, `from_no`: it has its own number and its own query code.

    Heard by intake (timeline), notify (tells the petitioner both) and routing (how the petitioner is reached now).
    """

    matter_no: MatterNo
    from_no: MatterNo
    split_id: UUID
    query_code: Sealed[str]
    channel: Annotated[str, OneOf(CHANNELS)]
    matter_kind: Annotated[str, OneOf(KINDS)]
    registering_unit: Code
    accused_unit: Sealed[str | None] = None
    petitioner: RegisteredPetitioner
    claims: tuple[RegisteredClaim, ...]
    reason: Sealed[Story]
    split_by: Code
    received_at: datetime
