"""What is asked of the rules, and rules themselves."""

from dataclasses import field
from datetime import date
from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import Facts, Length, Line, MatterNo, OneOf, PlaceCode, Story
from shared.contracts.words import (
    CATEGORIES,
    CHANNELS,
    GROUPS,
    KINDS,
)


@form
class ExplanationForm:
    kind: Annotated[str, OneOf(KINDS)]
    category: Annotated[str, OneOf(CATEGORIES)]
    place: Line | None = None
    place_code: PlaceCode | None = None
    narrative: Story | None = None
    text: Story | None = None
    facts: Facts = field(default_factory=dict)
    groups: tuple[Annotated[str, OneOf(GROUPS)], ...] = ()
    channel: Annotated[str, OneOf(CHANNELS)] | None = None
    reply_by: date | None = None


@form
class RulesForm:
    rules: Annotated[str, Length(1, 100_000)]


@form
class ReplayForm:
    rules: Annotated[str, Length(1, 100_000)]
    since: date


@form
class MatterForm:
    matter_no: MatterNo
