"""What routing publishes about the review (复查) and re-review (复核) of an opinion and the hearing (听证) in one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event, part
from shared.contracts.fields import Code, Line, OneOf, Sealed, Story
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.words import OUTCOMES, Vocabulary

REVIEW_LEVELS = Vocabulary(
    "review_level",
    REVIEW=("复查", "Review"),
    REREVIEW=("复核", "Re-review"),
)
"""By whom an opinion is looked at again: the unit above (信访工作条例 35), then the one above that (36)."""

REVIEW_OUTCOMES = Vocabulary(
    "review_outcome",
    UPHELD=("维持原处理意见", "Upheld"),
    TO_SUPPORT=("变更为予以支持", "Changed to: supported"),
    TO_EXPLAIN=("变更为解释说明", "Changed to: explained"),
    TO_REFUSE=("变更为不予支持", "Changed to: not supported"),
    REVOKED=("撤销原处理意见，责令重新办理", "Revoked, to be handled anew"),
)
"""What a review or a re-review says of an opinion, claim by claim; it is revoked for all its claims or for none."""
EVERY_OUTCOME = {**OUTCOMES, **REVIEW_OUTCOMES}


@part
class ReviewedClaim:
    """What a review says of one claim: `outcome` about the opinion, `stands` what the claim's answer is from now on;
    none where it was revoked."""

    claim_id: UUID
    outcome: Annotated[str, OneOf(REVIEW_OUTCOMES)]
    stands: Annotated[str, OneOf(OUTCOMES)] | None = None
    facts: Sealed[Story]
    legal_basis: Line


@event("review.requested", version=1)
class ReviewRequested(AboutAReferral):
    """The petitioner does not agree with the opinion of `reviewed_unit` and asked the unit above it for a review, or
    that one's superior for a re-review: `unit` answers until `due_on` by an order of its own, which is
    `referral_id`; `reviewed` is the order whose opinion it looks at.

    Heard by intake (timeline and state) and notify (the petitioner, the unit that reviews, the unit that answered).
    """

    level: Annotated[str, OneOf(REVIEW_LEVELS)]
    reviewed: UUID
    reviewed_unit: Code
    claims: tuple[UUID, ...]
    asked_on: date
    words: Sealed[Story]
    article: Line
    due_on: date | None
    petitioner: RegisteredPetitioner
    recorded_by: Code
    recorded_at: datetime


@event("review.decided", version=1)
class ReviewDecided(AboutAReferral):
    """A review or a re-review was decided, and another person of the unit released its opinion; where it revokes,
    an order to handle the claims anew follows.

    Heard by intake (timeline and state) and notify (the petitioner, the unit that answered, the sender).
    """

    level: Annotated[str, OneOf(REVIEW_LEVELS)]
    reviewed: UUID
    reviewed_unit: Code
    claims: tuple[ReviewedClaim, ...]
    revoked: bool
    law_explained: Sealed[Story | None] = None
    remedy: Sealed[Story | None] = None
    article: Line
    decided_by: Code
    decided_at: datetime
    checked_by: Code
    petitioner: RegisteredPetitioner


@event("hearing.opened", version=1)
class HearingOpened(AboutAReferral):
    """A hearing is held in a re-review: from `first_on` on the days do not count until it is over.

    Heard by intake (timeline) and notify (the petitioner).
    """

    hearing_id: UUID
    first_on: date
    held_on: date
    place: Sealed[Line]
    words: Sealed[Story]
    article: Line
    opened_by: Code
    opened_at: datetime
    petitioner: RegisteredPetitioner


@event("hearing.closed", version=1)
class HearingClosed(AboutAReferral):
    """A hearing is over: `last_on` was its last day that does not count, the re-review is due on `due_on` now.

    Heard by intake (timeline) and notify (the petitioner).
    """

    hearing_id: UUID
    first_on: date
    last_on: date
    due_on: date | None
    words: Sealed[Story]
    article: Line
    closed_by: Code
    closed_at: datetime
    petitioner: RegisteredPetitioner
