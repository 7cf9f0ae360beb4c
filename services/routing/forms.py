"""What routing's doors accept."""

from dataclasses import field
from datetime import date
from typing import Annotated
from uuid import UUID

from shared.contracts.base import form
from shared.contracts.fields import Code, Count, Facts, Length, Line, MatterNo, OneOf, PlaceCode, Story
from shared.contracts.words import (
    CATEGORIES,
    CHANNELS,
    GROUPS,
    HANDLING_PATHS,
    KINDS,
    OBJECTION_REASONS,
    REFERRAL_KINDS,
    STATES,
    URGING_CAUSES,
)

TABS = ("new", "mine", "assisting", "waiting", "late", "finishing", "answered")
NOBODY = "nobody"
DUES = ("today", "week", "unknown")


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


@form
class ChaseForm:
    cause: Annotated[str, OneOf(URGING_CAUSES)]
    words: Story
    reply_by: date | None = None


@form
class SupervisionForm:
    """`listed` makes it a listed supervision, which also takes the place of one that is not."""

    cause: Annotated[str, OneOf(URGING_CAUSES)]
    words: Story
    reply_by: date
    listed: bool = False


@form
class SupervisionAnswerForm:
    words: Story


@form
class AnswerDecisionForm:
    accepted: bool
    words: Story


@form
class ReferralFilter:
    unit: Code | None = None
    state: Annotated[str, OneOf(STATES)] | None = None
    matter_no: MatterNo | None = None
    due_before: date | None = None
    cursor: Line | None = None


@form
class DeskFilter:
    """`tab` and `due` as the desk names them; `handler` is a user name of the unit, or nobody."""

    tab: Annotated[str, OneOf(TABS)] = "new"
    due: Annotated[str, OneOf(DUES)] | None = None
    kind: Annotated[str, OneOf(REFERRAL_KINDS)] | None = None
    handler: Code | None = None
    cursor: Line | None = None


@form
class LedgerFilter:
    """`since` and `until` are days of arrival, both included."""

    state: Annotated[str, OneOf(STATES)] | None = None
    kind: Annotated[str, OneOf(REFERRAL_KINDS)] | None = None
    since: date | None = None
    until: date | None = None
    cursor: Line | None = None


@form
class SentFilter:
    """`state` is where it is stuck; without one, everything that is still open."""

    sender: Code | None = None
    state: Annotated[str, OneOf(STATES)] | None = None
    unit: Code | None = None
    late: bool = False
    pressed: bool = False
    cursor: Line | None = None


@form
class ExplanationForm:
    kind: Annotated[str, OneOf(KINDS)]
    category: Annotated[str, OneOf(CATEGORIES)]
    place: Line | None = None
    place_code: PlaceCode | None = None
    narrative: Story | None = None
    text: Story | None = None
    facts: Facts = field(default_factory=dict)
    groups: tuple[Annotated[str, OneOf(GROUPS)], ...] = ()
    channel: Annotated[str, OneOf(CHANNELS)] | None = None
    reply_by: date | None = None


@form
class RulesForm:
    rules: Annotated[str, Length(1, 100_000)]


@form
class ReplayForm:
    rules: Annotated[str, Length(1, 100_000)]
    since: date


@form
class MatterForm:
    matter_no: MatterNo
