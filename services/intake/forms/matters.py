"""A matter as it is registered."""

from dataclasses import field
from datetime import date, datetime
from typing import Annotated

from services.intake.forms.people import AgentForm, PetitionerForm, Phone
from shared.contracts.base import form, part
from shared.contracts.fields import Code, Count, Facts, Length, Line, MatterNo, OneOf, PlaceCode, Story
from shared.contracts.words import CATEGORIES, CHANNELS, KINDS, STATIONS

MOST_CLAIMS = 20
MOST_NAMES = 50
MOST_AGENTS = 3


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


@part
class DetailsForm:
    """What only some channels have to tell of how a matter came."""

    written_on: date | None = None
    enclosures: Line | None = None
    platform: Line | None = None
    fax_no: Phone | None = None
    pages: Annotated[int, Count(1, 9_999)] | None = None
    forwarded_by: Line | None = None
    leader: Line | None = None
    note: Story | None = None
    station: Annotated[str, OneOf(STATIONS)] | None = None


@part
class OnTheSpotForm:
    """The legal answer to a consultation, and that the right to apply for legal aid was explained."""

    words: Story
    legal_basis: Line
    aid_explained: bool = False


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
    agents: Annotated[tuple[AgentForm, ...], Count(0, MOST_AGENTS)] = ()
    respondent: Code | None = None
    respondent_name: Line | None = None
    accused_party: AccusedForm | None = None
    received_at: datetime | None = None
    external_no: Line | None = None
    reply_by: date | None = None
    details: DetailsForm | None = None
    same_as: MatterNo | None = None
    answer: OnTheSpotForm | None = None
