"""What routing publishes about what comes after a reply: the return visit (回访), and doing it again (重办)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event, part
from shared.contracts.fields import Code, Line, OneOf, Sealed, Story
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.words import CATEGORIES, REOPENING_CAUSES, SATISFACTION


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


@part
class DoneAgain:
    """A claim that is done again while the reply to others of its order stands; `number` is its place in the
    matter."""

    claim_id: UUID
    number: int
    category: Annotated[str, OneOf(CATEGORIES)]
    text: Sealed[Story]


@event("referral.reopened", version=2, upgrades={1: lambda data: data})
class ReferralReopened(AboutAReferral):
    """Whoever sent a matter has it done again (重办); the reply of `unit` remains, and an order of its own follows.
    Where only some of its claims are done again, they left with a referral of their own, parted from the one whose
    reply stands, and `again` says which they are. Nobody reopens what a closed unit did not finish and no other unit
    took over: it is done again by itself.

    Heard by intake (timeline and state) and notify (the petitioner; the unit that replied).
    """

    claims: tuple[UUID, ...]
    cause: Annotated[str, OneOf(REOPENING_CAUSES)]
    words: Sealed[Story]
    petitioner: RegisteredPetitioner
    reopened_by: Code | None = None
    reopened_at: datetime
    parted_from: UUID | None = None
    again: tuple[DoneAgain, ...] = ()


@event("sending.taken_over", version=1)
class SendingTakenOver(AboutAReferral):
    """The unit that sent an order was closed: `sender` stands in for it, follows the order up, decides about it and
    visits the petitioner (信访工作条例 24 ¶2).

    Heard by intake (timeline).
    """

    former_sender: Code
    article: Line
    taken_over_at: datetime
