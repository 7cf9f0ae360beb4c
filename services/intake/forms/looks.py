"""Why somebody wants to see personal data, and what the log of these looks is filtered by."""

from datetime import date
from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import Code, Line, OneOf, Pattern
from shared.contracts.words import LOOK_REASONS, LOOKS


@form
class ShowForm:
    reason: Annotated[str, OneOf(LOOK_REASONS)]


@form
class LookFilter:
    who: Code | None = None
    matter_no: Line | None = None
    door: Annotated[str, OneOf(LOOKS)] | None = None
    person: Line | None = None
    asked: Annotated[str, Pattern(r"[0-9a-f]{32}")] | None = None
    since: date | None = None
    until: date | None = None
    cursor: Line | None = None
