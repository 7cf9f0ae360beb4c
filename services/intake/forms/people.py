"""People, as a form tells of them."""

from typing import Annotated

from shared.contracts.base import part
from shared.contracts.fields import Length, Line, OneOf, Pattern
from shared.contracts.words import AUTHORITIES, GROUPS, LANGUAGES, NEEDS

Phone = Annotated[str, Pattern(r"\+?[0-9](?:[ \-]?[0-9]){4,16}", "wrong_phone")]
IdNumber = Annotated[str, Pattern(r"\d{17}[\dXx]")]


@part
class ReachForm:
    """How somebody may be reached; what is left out was not said."""

    safe_to_ring: bool | None = None
    do_not_announce: bool | None = None
    ring_when: Line | None = None
    language: Annotated[str, OneOf(LANGUAGES)] | None = None
    needs: tuple[Annotated[str, OneOf(NEEDS)], ...] = ()


@part
class AgentForm:
    """Who speaks for the petitioner, by which authority, and how they are related."""

    name: Annotated[str, Length(1, 60)]
    authority: Annotated[str, OneOf(AUTHORITIES)]
    relation: Line | None = None
    phone: Phone | None = None


@part
class PetitionerForm:
    name: Annotated[str, Length(1, 60)]
    phone: Phone | None = None
    id_number: IdNumber | None = None
    address: Line | None = None
    groups: tuple[Annotated[str, OneOf(GROUPS)], ...] = ()
    reach: ReachForm | None = None
