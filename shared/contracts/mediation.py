"""What routing publishes of mediation, and of orders that a unit leads into a statutory channel."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event, part
from shared.contracts.fields import Code, Line, OneOf, Sealed, Story
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.words import CATEGORIES, HANDLING_PATHS, MEDIATION_ENDS


@event("mediation.started", version=2, upgrades={1: lambda data: data})
class MediationStarted(AboutAReferral):
    """Both sides consented to be mediated, on the day `began_on`; earlier ones say only when it was entered.

    Heard by intake (timeline).
    """

    mediation_id: UUID
    mediator: Line
    other_side: Sealed[Line]
    began_on: date | None = None
    started_by: Code
    started_at: datetime


@event("mediation.held", version=1)
class MediationHeld(AboutAReferral):
    """The sides met with the mediator. Heard by intake (timeline)."""

    mediation_id: UUID
    mediator: Line
    held_on: date
    words: Sealed[Story]
    held_by: Code
    held_at: datetime


@event("mediation.agreed", version=1)
class MediationAgreed(AboutAReferral):
    """An agreement was drawn up; `due_on` is the last day on which both may ask the court to confirm it.

    Heard by intake (timeline) and notify (the petitioner, in writing).
    """

    mediation_id: UUID
    mediator: Line
    words: Sealed[Story]
    effective_on: date
    due_on: date | None = None
    agreed_by: Code
    agreed_at: datetime
    petitioner: RegisteredPetitioner


@event("mediation.failed", version=1)
class MediationFailed(AboutAReferral):
    """Mediation ended without an agreement; it is nobody's word where the order itself is over.

    Heard by intake (timeline) and notify (the petitioner, in writing, with the other remedies).
    """

    mediation_id: UUID
    mediator: Line
    how: Annotated[str, OneOf(MEDIATION_ENDS)]
    words: Sealed[Story | None] = None
    failed_by: Code | None = None
    failed_at: datetime
    petitioner: RegisteredPetitioner


@event("mediation.confirmed", version=1)
class MediationConfirmed(AboutAReferral):
    """Both sides asked the court to confirm their agreement (司法确认). Heard by intake (timeline)."""

    mediation_id: UUID
    mediator: Line
    asked_on: date
    words: Sealed[Story]
    recorded_by: Code
    recorded_at: datetime


@part
class LedAway:
    """A claim that left an order whose other claims stay in hand; `number` is its place in the matter."""

    claim_id: UUID
    number: int
    category: Annotated[str, OneOf(CATEGORIES)]
    text: Sealed[Story]


@event("referral.steered_away", version=2, upgrades={1: lambda data: data})
class ReferralSteeredAway(AboutAReferral):
    """The unit that held a referral led it into a statutory channel of article 31 and told the petitioner in writing
    where to go (引导、导入法定途径). Where it led only some of the claims away, they left with a referral of their
    own, parted from the one that stays in hand, and `led_away` says which they are.

    Heard by intake (timeline and state) and notify (the petitioner and the sender).
    """

    claims: tuple[UUID, ...]
    path: Annotated[str, OneOf(HANDLING_PATHS)]
    door: Line
    article: Line
    words: Sealed[Story]
    steered_by: Code
    steered_at: datetime
    petitioner: RegisteredPetitioner
    parted_from: UUID | None = None
    led_away: tuple[LedAway, ...] = ()
