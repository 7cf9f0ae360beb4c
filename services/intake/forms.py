"""What intake's doors accept; the same for JSON and for the page."""

from dataclasses import field
from datetime import date, datetime
from typing import Annotated

from shared.contracts.base import form, part
from shared.contracts.fields import Code, Count, Facts, Length, Line, MatterNo, OneOf, Pattern, PlaceCode, Story
from shared.contracts.words import CATEGORIES, CHANNELS, GROUPS, KINDS

MOST_CLAIMS = 20
MOST_NAMES = 50

Phone = Annotated[str, Pattern(r"\+?[0-9](?:[ \-]?[0-9]){4,16}", "wrong_phone")]


@part
class PetitionerForm:
    name: Annotated[str, Length(1, 60)]
    phone: Phone | None = None
    id_number: Annotated[str, Pattern(r"\d{17}[\dXx]")] | None = None
    address: Line | None = None
    groups: tuple[Annotated[str, OneOf(GROUPS)], ...] = ()


@part
class ClaimForm:
    category: Annotated[str, OneOf(CATEGORIES)]
    text: Story
    facts: Facts = field(default_factory=dict)


@part
class AccusedForm:
    unit: Code | None = None
    person: Line | None = None
    text: Line | None = None


@form
class MatterForm:
    channel: Annotated[str, OneOf(CHANNELS)]
    kind: Annotated[str, OneOf(KINDS)]
    petitioner: PetitionerForm
    place: Line | None = None
    place_code: PlaceCode | None = None
    narrative: Story
    claims: Annotated[tuple[ClaimForm, ...], Count(1, MOST_CLAIMS)]
    group_size: Annotated[int, Count(1, 100_000)] | None = None
    representatives: Annotated[tuple[Annotated[str, Length(1, 60)], ...], Count(0, MOST_NAMES)] = ()
    respondent: Code | None = None
    accused_party: AccusedForm | None = None
    received_at: datetime | None = None
    external_no: Line | None = None
    reply_by: date | None = None
    same_as: MatterNo | None = None


@form
class ProgressForm:
    query_code: Annotated[str, Length(1, 40)]
    last_digits: Annotated[str, Pattern(r"\d{4}")] | None = None
