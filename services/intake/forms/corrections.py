"""What is corrected of a matter: what is left out stays as it is, `clears` names what is to be blank."""

from typing import Annotated
from uuid import UUID

from services.intake.forms.people import IdNumber, Phone
from services.intake.policy.correcting import MAY_BE_BLANK
from shared.contracts.base import form
from shared.contracts.fields import Code, Count, Facts, Length, Line, OneOf, PlaceCode, Story
from shared.contracts.words import CATEGORIES, GROUPS


@form
class CorrectionForm:
    """`seen` is how many corrections whoever corrects had before their eyes."""

    reason: Story
    name: Annotated[str, Length(1, 60)] | None = None
    phone: Phone | None = None
    id_number: IdNumber | None = None
    address: Line | None = None
    groups: tuple[Annotated[str, OneOf(GROUPS)], ...] | None = None
    respondent: Code | None = None
    respondent_name: Line | None = None
    place: Line | None = None
    place_code: PlaceCode | None = None
    narrative: Story | None = None
    claim_id: UUID | None = None
    category: Annotated[str, OneOf(CATEGORIES)] | None = None
    text: Story | None = None
    facts: Facts | None = None
    clears: tuple[Annotated[str, OneOf(MAY_BE_BLANK)], ...] = ()
    seen: Annotated[int, Count(0, 100_000)] | None = None
