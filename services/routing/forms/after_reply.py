"""What routing's doors accept about what comes after a reply that was served."""

from datetime import date
from typing import Annotated
from uuid import UUID

from shared.contracts.base import form
from shared.contracts.fields import Code, Count, Line, OneOf, Story
from shared.contracts.words import REOPENING_CAUSES, REOPENING_WAYS, SATISFACTION


@form
class ReturnVisitForm:
    """`words` are what was said, or how it was tried; `remains` is what the petitioner says is left to do."""

    visited_on: date
    reached: bool
    satisfaction: Annotated[str, OneOf(SATISFACTION)] | None = None
    words: Story
    remains: Story | None = None


@form
class VisitFilter:
    cursor: Line | None = None


@form
class ReopeningForm:
    """`reply_by` is needed where it was assigned; `approver` where a guard is overridden; `claims` are those that are
    done again, all of them if none is named."""

    cause: Annotated[str, OneOf(REOPENING_CAUSES)]
    words: Story
    way: Annotated[str, OneOf(REOPENING_WAYS)] = "SAME_UNIT"
    reply_by: date | None = None
    approver: Code | None = None
    claims: Annotated[tuple[UUID, ...], Count(0, 20)] = ()
