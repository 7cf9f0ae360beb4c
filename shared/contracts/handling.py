"""What routing publishes while a referral is in hand: it changes hands within or below its unit, others assist."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event, part
from shared.contracts.fields import Code, Line, OneOf, Sealed, Story
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.words import ASSISTANCE_ENDS


@event("handler.reassigned", version=1)
class HandlerReassigned(AboutAReferral):
    """A referral was given to another member of the unit that holds it (改派); nobody had it in hand before, where
    `former` is nobody.

    Heard by intake (timeline).
    """

    former: Code | None = None
    username: Code
    words: Sealed[Line]
    reassigned_by: Code
    reassigned_at: datetime


@event("referral.passed_down", version=1)
class ReferralPassedDown(AboutAReferral):
    """The unit that held a referral passed it down to the competent unit below it (转送下级, 信访工作条例 23 ¶3): the
    time limits of receipt run there from now on, a day that was set on the order stays.

    Heard by intake (timeline and state) and notify (the new unit and the petitioner).
    """

    former_unit: Code
    claims: tuple[UUID, ...]
    words: Sealed[Line]
    article: Line
    passed_by: Code
    passed_at: datetime
    petitioner: RegisteredPetitioner


@part
class AboutAnAssistance(AboutAReferral):
    """Who assists."""

    assistance_id: UUID
    assistant: Code


@event("assistance.asked", version=1)
class AssistanceAsked(AboutAnAssistance):
    """The unit that holds a referral asked another one to assist (协办), by a day of its own.

    Heard by intake (timeline) and notify (the assisting unit).
    """

    words: Sealed[Story]
    due_on: date | None = None
    asked_by: Code
    asked_at: datetime


@event("assistance.answered", version=1)
class AssistanceAnswered(AboutAnAssistance):
    """The assisting unit told the holder what it found or did.

    Heard by intake (timeline) and notify (the holder).
    """

    words: Sealed[Story]
    answered_by: Code
    answered_at: datetime


@event("assistance.released", version=1)
class AssistanceReleased(AboutAnAssistance):
    """A unit need not assist any more: the holder released it, the order is over, or the unit was closed.

    Heard by intake (timeline) and notify (the assisting unit).
    """

    how: Annotated[str, OneOf(ASSISTANCE_ENDS)]
    words: Sealed[Story | None] = None
    released_by: Code | None = None
    released_at: datetime


@part
class AboutAnExtension(AboutAReferral):
    """Which time limit is meant, by how many days, and who decides; `due_on` is its day, the new one once there is
    one."""

    request_id: UUID
    rule: Code
    edition: Line
    days: int
    approver: Code
    due_on: date | None = None


@event("extension.asked", version=1)
class ExtensionAsked(AboutAnExtension):
    """The unit in charge asks for more days before a time limit is over (延期): its own head decides about the 60
    days (信访工作条例 34), the sender about the day on an order.

    Heard by intake (timeline) and notify (the approving unit).
    """

    reason: Sealed[Story]
    asked_by: Code
    asked_at: datetime


@event("handling.extended", version=1)
class HandlingExtended(AboutAnExtension):
    """The 60 days were extended by the head of the unit; the petitioner is told why (信访工作条例 34).

    Heard by intake (timeline) and notify (the petitioner, in writing).
    """

    was_due_on: date | None = None
    reason: Sealed[Story]
    words: Sealed[Line]
    article: Line
    extended_by: Code
    extended_at: datetime
    petitioner: RegisteredPetitioner


@event("order.extended", version=1)
class OrderExtended(AboutAnExtension):
    """Whoever set the day on an order set a later one.

    Heard by intake (timeline) and notify (the unit in charge).
    """

    was_due_on: date | None = None
    reason: Sealed[Story]
    words: Sealed[Line]
    extended_by: Code
    extended_at: datetime


@event("extension.refused", version=1)
class ExtensionRefused(AboutAnExtension):
    """No more time was given: the day stays what it was.

    Heard by intake (timeline) and notify (the unit in charge).
    """

    words: Sealed[Line]
    refused_by: Code
    refused_at: datetime
