"""What routing's doors accept of who signs, decides, accepts, objects and withdraws."""

from typing import Annotated
from uuid import UUID

from shared.contracts.base import form
from shared.contracts.fields import Code, Count, Line, OneOf, Story
from shared.contracts.words import (
    HANDLING_PATHS,
    OBJECTION_REASONS,
)


@form
class AcceptanceForm:
    path: Annotated[str, OneOf(HANDLING_PATHS)]
    words: Story


@form
class NothingMore:
    """An act that needs no words."""


@form
class SigningForm:
    """The referrals that were ticked: these, and no others."""

    referral: Annotated[tuple[UUID, ...], Count(1, 50)]


@form
class DecisionForm:
    """`claim_id` may be left out where one claim waits; `approver` is named where a guard is overridden."""

    unit: Code
    reason: Line
    claim_id: UUID | None = None
    approver: Code | None = None


@form
class NonAcceptanceForm:
    """`claim_id` may be left out where one claim waits."""

    words: Story
    claim_id: UUID | None = None


@form
class RecusalForm:
    """`username` is given by a head who withdraws somebody else."""

    interest: Line
    username: Code | None = None


@form
class ObjectionForm:
    reason: Annotated[str, OneOf(OBJECTION_REASONS)]
    explanation: Story
    competent_unit: Code | None = None


@form
class ObjectionDecisionForm:
    """`unit` is whom the decider calls competent instead: needed in a dispute, else the rules are asked again."""

    agreed: bool
    words: Line
    unit: Code | None = None
    approver: Code | None = None
