"""People, as a form tells of them."""

from typing import Annotated

from shared.contracts.base import part
from shared.contracts.fields import Length, Line, OneOf, Pattern
from shared.contracts.words import GROUPS

Phone = Annotated[str, Pattern(r"\+?[0-9](?:[ \-]?[0-9]){4,16}", "wrong_phone")]


@part
class PetitionerForm:
    name: Annotated[str, Length(1, 60)]
    phone: Phone | None = None
    id_number: Annotated[str, Pattern(r"\d{17}[\dXx]")] | None = None
    address: Line | None = None
    groups: tuple[Annotated[str, OneOf(GROUPS)], ...] = ()
