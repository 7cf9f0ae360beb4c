"""What routing publishes when a unit is pressed to do what it holds: it is chased (催办) or supervised (督办)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event
from shared.contracts.fields import Code, Line, OneOf, Sealed, Story
from shared.contracts.words import SUPERVISION_ENDS, URGING_CAUSES, URGING_KINDS


@event("referral.chased", version=1)
class ReferralChased(AboutAReferral):
    """Whoever sent a referral chases the unit that holds it (催办).

    Heard by intake (timeline) and notify (the unit and its head).
    """

    order_id: UUID
    number: Line
    cause: Annotated[str, OneOf(URGING_CAUSES)]
    words: Sealed[Story]
    reply_by: date | None = None
    office: Code
    chased_by: Code
    chased_at: datetime


@event("supervision.issued", version=1)
class SupervisionIssued(AboutAReferral):
    """A unit is supervised over a referral (督办, 挂牌督办) and must answer by a date; by a person, or by the city's
    own numbers, and then `issued_by` is nobody.

    Heard by intake (timeline) and notify (the unit and its head).
    """

    order_id: UUID
    kind: Annotated[str, OneOf(URGING_KINDS)]
    number: Line
    cause: Annotated[str, OneOf(URGING_CAUSES)]
    words: Sealed[Story]
    reply_by: date
    supervisor: Code
    article: Line | None = None
    issued_by: Code | None = None
    issued_at: datetime


@event("supervision.answered", version=1)
class SupervisionAnswered(AboutAReferral):
    """The supervised unit reports what it has done (督办反馈).

    Heard by intake (timeline) and notify (the supervisor).
    """

    order_id: UUID
    kind: Annotated[str, OneOf(URGING_KINDS)]
    number: Line
    supervisor: Code
    words: Sealed[Story]
    answered_by: Code
    answered_at: datetime


@event("supervision.answer_refused", version=1)
class SupervisionAnswerRefused(AboutAReferral):
    """The supervisor does not accept the answer and says why: the unit mends it and answers again.

    Heard by intake (timeline) and notify (the unit and its head).
    """

    order_id: UUID
    kind: Annotated[str, OneOf(URGING_KINDS)]
    number: Line
    supervisor: Code
    words: Sealed[Story]
    refused_by: Code
    refused_at: datetime


@event("supervision.lifted", version=1)
class SupervisionLifted(AboutAReferral):
    """A supervision is over: its answer was accepted, the unit holds the order no more, or a listed one follows it.

    Heard by intake (timeline) and notify (the unit).
    """

    order_id: UUID
    kind: Annotated[str, OneOf(URGING_KINDS)]
    number: Line
    supervisor: Code
    how: Annotated[str, OneOf(SUPERVISION_ENDS)]
    words: Sealed[Story | None] = None
    lifted_by: Code | None = None
    lifted_at: datetime
