"""What a reader asks of a matter: personal data and why, a part of its timeline; and of the log of such looks."""

from datetime import date
from typing import Annotated

from services.intake.policy.timeline_parts import TIMELINE_PARTS
from shared.contracts.base import form
from shared.contracts.fields import Count, Line, OneOf, Pattern
from shared.contracts.looks import LOOKS
from shared.web.looks import ShowForm

__all__ = ["LookFilter", "PartForm", "ShowForm"]


@form
class PartForm:
    part: Annotated[str, OneOf(TIMELINE_PARTS)] | None = None
    page: Annotated[int, Count(1, 10_000)] = 1


@form
class LookFilter:
    who: Line | None = None
    matter_no: Line | None = None
    door: Annotated[str, OneOf(LOOKS)] | None = None
    person: Line | None = None
    asked: Annotated[str, Pattern(r"[0-9a-f]{32}")] | None = None
    since: date | None = None
    until: date | None = None
    cursor: Line | None = None
