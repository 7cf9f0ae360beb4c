"""What routing's doors accept of who signs, decides, accepts, objects and withdraws."""

from typing import Annotated
from uuid import UUID

from shared.contracts.base import form, part
from shared.contracts.fields import Code, Count, Line, OneOf, Story
from shared.contracts.words import (
    HANDLING_PATHS,
    OBJECTION_REASONS,
)


@part
class WayForm:
    """`path` may be left out: the claim then goes the way of the others."""

    claim_id: UUID
    path: Annotated[str, OneOf(HANDLING_PATHS)] | None = None


@form
class AcceptanceForm:
    """`path` is the way of every claim that `ways` names no other for."""

    path: Annotated[str, OneOf(HANDLING_PATHS)]
    words: Story
    ways: Annotated[tuple[WayForm, ...], Count(0, 20)] = ()

    def way_of(self, claim_id):
        named = {way.claim_id: way.path for way in self.ways}
        return named.get(claim_id) or self.path


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
