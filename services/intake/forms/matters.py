"""A matter as it is registered."""

from dataclasses import field
from datetime import date, datetime
from typing import Annotated

from services.intake.forms.people import PetitionerForm
from shared.contracts.base import form, part
from shared.contracts.fields import Code, Count, Facts, Length, Line, MatterNo, OneOf, PlaceCode, Story
from shared.contracts.words import CATEGORIES, CHANNELS, KINDS

MOST_CLAIMS = 20
MOST_NAMES = 50


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
