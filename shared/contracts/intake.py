"""What intake publishes."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.base import event, part
from shared.contracts.fields import Code, Facts, Line, MatterNo, OneOf, PlaceCode, Sealed, Story
from shared.contracts.words import (
    AUTHORITIES,
    CATEGORIES,
    CHANNELS,
    CORRECTED,
    GROUPS,
    KINDS,
    LANGUAGES,
    NEEDS,
    RELATIONS,
    RESOLUTION,
    SATISFACTION,
)


@part
class Reach:
    """How a person may be reached. `safe_to_ring` is false where no call and no text message may go to the telephone;
    `do_not_announce` where nobody may say, or write to it, from which office (回电勿表明来电单位)."""

    safe_to_ring: bool | None = None
    do_not_announce: bool = False
    ring_when: Sealed[Line | None] = None
    language: Annotated[str, OneOf(LANGUAGES)] | None = None
    needs: tuple[Annotated[str, OneOf(NEEDS)], ...] = ()


@part
class RegisteredPetitioner:
    """The person behind the matter, as the services that must reach this person need to know."""

    name: Sealed[Line]
    phone: Sealed[Line | None] = None
    address: Sealed[Line | None] = None
    groups: tuple[Annotated[str, OneOf(GROUPS)], ...] = ()
    reach: Reach | None = None


@part
class RegisteredClaim:
    """One claim (诉求) of the matter; each later has its own path and outcome."""

    claim_id: UUID
    category: Annotated[str, OneOf(CATEGORIES)]
    text: Sealed[Story]
    facts: Sealed[Facts] = field(default_factory=dict)


@part
class RegisteredAgent:
    """Who speaks for the petitioner, and by which authority."""

    name: Sealed[Line]
    authority: Annotated[str, OneOf(AUTHORITIES)]
    relation: Sealed[Line | None] = None
    phone: Sealed[Line | None] = None


@event("matter.registered", version=3, upgrades={1: lambda data: data, 2: lambda data: data})
class MatterRegistered:
    """A petition matter was registered and its petitioner has its number.

    `respondent` is the unit that it is about, `respondent_name` a person or a unit that has no code here.
    `same_as` is the matter in hand that, as whoever registered it says, it brings up again.

    Heard by routing (decides where each claim goes), notify (confirms to the petitioner) and intake (timeline).
    """

    matter_no: MatterNo
    query_code: Sealed[str]
    channel: Annotated[str, OneOf(CHANNELS)]
    kind: Annotated[str, OneOf(KINDS)]
    petitioner: RegisteredPetitioner
    place: Sealed[Line | None] = None
    place_code: PlaceCode | None = None
    narrative: Sealed[Story]
    claims: tuple[RegisteredClaim, ...]
    group_size: int | None = None
    representatives: Sealed[tuple[Line, ...]] = ()
    agents: tuple[RegisteredAgent, ...] = ()
    respondent: Code | None = None
    respondent_name: Sealed[Line | None] = None
    accused_unit: Sealed[str | None] = None
    registered_by: Code
    registering_unit: Code
    received_at: datetime
    external_no: Line | None = None
    reply_by: date | None = None
    same_as: MatterNo | None = None


@event("matter.contacted", version=1)
class MatterContacted:
    """The petitioner of a matter that is open, or whose reply is not final, called, came or wrote again: it is kept
    with that matter, and no second one is registered (信访工作条例 19).

    `number` counts the contacts of the matter; the first is the one that it was registered with. `petitioner` is what
    is known of the person now. `unit` is whose turn it is.

    Heard by intake (timeline), routing and legalaid (how the petitioner may be reached) and notify (tells the unit;
    how the petitioner may be reached).
    """

    matter_no: MatterNo
    number: int
    channel: Annotated[str, OneOf(CHANNELS)]
    matter_kind: Annotated[str, OneOf(KINDS)]
    registering_unit: Code
    unit: Code
    accused_unit: Sealed[str | None] = None
    received_at: datetime
    recorded_by: Code
    recording_unit: Code
    words: Sealed[Story]
    petitioner: RegisteredPetitioner


@event("matter.joined", version=1)
class MatterJoined:
    """A person decided that two matters are one (信访工作条例 19): brought up again by the same petitioner, or by
    several. It is told once about each of the two; both keep their history, their state and their time limits.

    `other_no` is the one that this one is linked to, `is_later` whether this one was registered after it. `unit` is
    who holds this one, or registered it where nobody holds it any more.

    Heard by intake (timeline) and notify (tells the unit).
    """

    matter_no: MatterNo
    other_no: MatterNo
    relation: Annotated[str, OneOf(RELATIONS)]
    is_later: bool
    matter_kind: Annotated[str, OneOf(KINDS)]
    registering_unit: Code
    unit: Code
    accused_unit: Sealed[str | None] = None
    joined_by: Code
    joining_unit: Code
    words: Sealed[Story | None] = None


@event("matter.corrected", version=2, upgrades={1: lambda data: data})
class MatterCorrected:
    """Something was written down wrongly at the registration and is put right (更正). What stands here is what holds
    now; what it was before stays with intake. It does not go another way by itself: `unit`, which holds it, is told,
    or who registered it where an organ without a desk here has it.

    `number` counts the corrections of the matter. `claims` are those corrected, as they are now. The first version
    told no `narrative`: no copy of it changes then. A consultation that was `answered_at_once` is known to intake
    alone.

    Heard by intake (timeline), routing, legalaid and notify (their copies follow) and notify (tells the unit).
    """

    matter_no: MatterNo
    number: int
    matter_kind: Annotated[str, OneOf(KINDS)]
    registering_unit: Code
    unit: Code
    accused_unit: Sealed[Code | None] = None
    corrected: tuple[Annotated[str, OneOf(CORRECTED)], ...]
    reason: Sealed[Story]
    corrected_by: Code
    correcting_unit: Code
    petitioner: RegisteredPetitioner
    place: Sealed[Line | None] = None
    place_code: PlaceCode | None = None
    respondent: Code | None = None
    respondent_name: Sealed[Line | None] = None
    narrative: Sealed[Story | None] = None
    answered_at_once: bool = False
    claims: tuple[RegisteredClaim, ...] = ()


@event("consultation.answered", version=1)
class ConsultationAnswered:
    """A consultation was answered on the spot (当场答复) and is closed: it has its number, and nobody else has to do
    anything about it, so no matter.registered tells of it.

    `aid_explained_at` is when the person was told of the right to apply for legal aid (法律援助法 23).

    Heard by intake (timeline).
    """

    matter_no: MatterNo
    channel: Annotated[str, OneOf(CHANNELS)]
    unit: Code
    answered_by: Code
    words: Sealed[Story]
    legal_basis: Line
    aid_explained_at: datetime
    answered_at: datetime


@event("followup.rated", version=1)
class FollowupRated:
    """The petitioner said what the answer was worth. `number` counts the ratings of the matter, of which the newest
    counts. `unit` is who had answered, `given_to` who wrote it down at a desk; nobody where the petitioner did it.

    Heard by intake (timeline).
    """

    matter_no: MatterNo
    number: int
    matter_kind: Annotated[str, OneOf(KINDS)]
    unit: Code | None = None
    satisfaction: Annotated[str, OneOf(SATISFACTION)]
    timely: bool
    resolution: Annotated[str, OneOf(RESOLUTION)]
    words: Sealed[Line | None] = None
    given_to: Code | None = None
    rated_at: datetime
