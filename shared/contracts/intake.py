"""What intake publishes."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.base import event, part
from shared.contracts.fields import Code, Facts, Line, MatterNo, OneOf, PlaceCode, Sealed, Story
from shared.contracts.words import CATEGORIES, CHANNELS, GROUPS, KINDS


@part
class RegisteredPetitioner:
    """The person behind the matter, as the services that must reach this person need to know."""

    name: Sealed[Line]
    phone: Sealed[Line | None] = None
    address: Sealed[Line | None] = None
    groups: tuple[Annotated[str, OneOf(GROUPS)], ...] = ()


@part
class RegisteredClaim:
    """One claim (诉求) of the matter; each later has its own path and outcome."""

    claim_id: UUID
    category: Annotated[str, OneOf(CATEGORIES)]
    text: Sealed[Story]
    facts: Sealed[Facts] = field(default_factory=dict)


@event("matter.registered", version=2, upgrades={1: lambda data: data})
class MatterRegistered:
    """A petition matter was registered and its petitioner has its number.

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
    respondent: Code | None = None
    accused_unit: Sealed[str | None] = None
    registered_by: Code
    registering_unit: Code
    received_at: datetime
    external_no: Line | None = None
    reply_by: date | None = None
    same_as: MatterNo | None = None
