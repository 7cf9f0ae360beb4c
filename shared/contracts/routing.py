"""What routing publishes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event, part
from shared.contracts.fields import Code, Line, MatterNo, OneOf, Sealed, Story
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.words import (
    CATEGORIES,
    HANDLING_PATHS,
    KINDS,
    OBJECTION_REASONS,
    OUTCOMES,
    REFERRAL_KINDS,
    STATES,
    TAKEN_OVER_BECAUSE,
)


@part
class ReferredClaim:
    """A claim a referral covers, with the words its receiver needs."""

    claim_id: UUID
    category: Annotated[str, OneOf(CATEGORIES)]
    text: Sealed[Story]


@part
class ClaimAnswer:
    """The answer to one claim: its outcome and the law it rests on; its way where the petitioner was told of none."""

    claim_id: UUID
    outcome: Annotated[str, OneOf(OUTCOMES)]
    facts: Sealed[Story]
    legal_basis: Line
    path: Annotated[str, OneOf(HANDLING_PATHS)] | None = None


@part
class AcceptedWay:
    """By which way of article 31 one claim is dealt with; `number` is its place in the matter."""

    claim_id: UUID
    number: int
    category: Annotated[str, OneOf(CATEGORIES)]
    path: Annotated[str, OneOf(HANDLING_PATHS)]
    article: Line


@event("referral.made", version=2, upgrades={1: lambda data: data})
class ReferralMade:
    """Claims of a matter were given to a unit, by a rule or by a person, with the reason and its article.

    `overridden` is what would have stood in the way, set aside by the `approver`.

    Heard by intake (timeline and state), legalaid (its inbox) and notify (the unit and the petitioner).
    """

    matter_no: MatterNo
    referral_id: UUID
    kind: Annotated[str, OneOf(REFERRAL_KINDS)]
    matter_kind: Annotated[str, OneOf(KINDS)]
    sender: Code
    unit: Code
    outside: bool
    accused_unit: Sealed[Code | None] = None
    rule: Code
    article: Line
    reason: Sealed[Line]
    reason_en: Sealed[Line]
    decided_by: Code | None = None
    approver: Code | None = None
    overridden: Line | None = None
    made_at: datetime
    reply_by: date | None = None
    petitioner: RegisteredPetitioner
    place: Sealed[Line | None] = None
    narrative: Sealed[Story]
    claims: tuple[ReferredClaim, ...]


@event("matter.held_for_triage", version=1)
class MatterHeldForTriage:
    """No rule could decide about some claims: a person must. Heard by intake (timeline and state)."""

    matter_no: MatterNo
    claims: tuple[UUID, ...]
    holder: Code
    reason: Line
    reason_en: Line


@event("claim.declined", version=1)
class ClaimDeclined:
    """A claim is not accepted (不予受理) or accepted no further (不再受理): a person found that the law bars it.

    `same_as` is the matter in hand that it brought up again.

    Heard by intake (timeline and state) and notify (the petitioner, in writing).
    """

    matter_no: MatterNo
    matter_kind: Annotated[str, OneOf(KINDS)]
    claims: tuple[UUID, ...]
    state: Annotated[str, OneOf(STATES)]
    sender: Code
    unit: Code
    accused_unit: Sealed[Code | None] = None
    article: Line
    reason: Sealed[Line]
    reason_en: Sealed[Line]
    words: Sealed[Story]
    same_as: MatterNo | None = None
    declined_by: Code
    declined_at: datetime
    petitioner: RegisteredPetitioner


@event("handler.recused", version=1)
class HandlerRecused:
    """A member of staff has an interest in a matter or its petitioner and withdraws from it (回避).

    Heard by intake (timeline).
    """

    matter_no: MatterNo
    username: Code
    unit: Code
    interest: Sealed[Line]
    recused_by: Code
    recused_at: datetime


@event("referral.signed", version=1)
class ReferralSigned:
    """The unit signed for a referral (签收): it works on it now. Heard by intake (timeline and state)."""

    matter_no: MatterNo
    referral_id: UUID
    unit: Code
    claims: tuple[UUID, ...]
    signed_by: Code
    signed_at: datetime


@event("matter.accepted", version=2, upgrades={1: lambda data: data})
class MatterAccepted(AboutAReferral):
    """The unit told the petitioner in writing what it received and by which way and procedure it deals with it
    (书面告知); under 31(6) that is the acceptance (受理) from which the 60 days run. `due_on` is the first day set to
    it. `ways` are those of each claim, `path` the strictest of them; earlier ones have one for all and no `ways`.

    Heard by intake (timeline) and notify (the petitioner, in writing).
    """

    claims: tuple[UUID, ...]
    path: Annotated[str, OneOf(HANDLING_PATHS)]
    article: Line
    words: Sealed[Story]
    due_on: date | None = None
    accepted_by: Code
    accepted_at: datetime
    petitioner: RegisteredPetitioner
    ways: tuple[AcceptedWay, ...] = ()


@event("referral.objected", version=1)
class ReferralObjected(AboutAReferral):
    """The unit holding a referral says that neither it nor its system is competent (异议); until the decider agrees
    it still holds it. The decider is the sender, or in a dispute between units their common superior.

    Heard by intake (timeline and state) and notify (the decider).
    """

    claims: tuple[UUID, ...]
    reason: Annotated[str, OneOf(OBJECTION_REASONS)]
    explanation: Sealed[Story]
    competent_unit: Code | None = None
    decider: Code
    disputed: bool
    objected_by: Code
    objected_at: datetime


@event("referral.returned", version=1)
class ReferralReturned(AboutAReferral):
    """The decider agreed to an objection: the unit holds the referral no more, and its claims are routed again.

    Heard by intake (timeline and state) and notify (the unit).
    """

    claims: tuple[UUID, ...]
    words: Sealed[Story]
    disputed: bool
    decider: Code
    decided_by: Code
    decided_at: datetime


@event("referral.objection_refused", version=1)
class ObjectionRefused(AboutAReferral):
    """The decider did not agree to an objection: the referral stays where it is, in the state it was in.

    Heard by intake (timeline and state) and notify (the unit).
    """

    claims: tuple[UUID, ...]
    words: Sealed[Story]
    disputed: bool
    state: Annotated[str, OneOf(STATES)]
    decider: Code
    decided_by: Code
    decided_at: datetime


@event("reply.issued", version=3, upgrades={1: lambda data: data, 2: lambda data: data})
class ReplyIssued(AboutAReferral):
    """The unit answered every claim of a referral (答复): `answered_by` drafted it, `checked_by` looked it over and
    released it (两人把关), and it explains the law in plain words (以案释法).

    Heard by intake (timeline and state) and notify (the petitioner and the sender).
    """

    answers: tuple[ClaimAnswer, ...]
    remedy: Sealed[Story | None] = None
    law_explained: Sealed[Story | None] = None
    answered_by: Code
    answered_at: datetime
    checked_by: Code | None = None
    petitioner: RegisteredPetitioner


@event("referral.taken_over", version=2, upgrades={1: lambda data: data})
class ReferralTakenOver(AboutAReferral):
    """The unit that held a referral was closed: the unit that its powers went to holds it now, in the same state and
    with the same time limits (信访工作条例 24 ¶2); or everyone of a unit that reviews withdrew, and the one above it
    goes on (28 ¶3).

    Heard by intake (timeline and state) and notify (the new unit and the petitioner).
    """

    former_unit: Code
    claims: tuple[UUID, ...]
    state: Annotated[str, OneOf(STATES)]
    because: Annotated[str, OneOf(TAKEN_OVER_BECAUSE)] = "closed"
    article: Line
    petitioner: RegisteredPetitioner
    taken_over_at: datetime


@event("objection.passed_on", version=1)
class ObjectionPassedOn(AboutAReferral):
    """The unit that had to decide about an objection was closed: another one decides now.

    Heard by intake (timeline) and notify (the new decider).
    """

    reason: Annotated[str, OneOf(OBJECTION_REASONS)]
    competent_unit: Code | None = None
    disputed: bool
    former_decider: Code
    decider: Code
    passed_on_at: datetime


@event("handler.released", version=2, upgrades={1: lambda data: data})
class HandlerReleased(AboutAReferral):
    """Whoever had a referral in hand left, or works for another unit now: a colleague who was named takes it over,
    else the unit gives it to somebody.

    Heard by intake (timeline).
    """

    username: Code
    follower: Code | None = None
    released_at: datetime
