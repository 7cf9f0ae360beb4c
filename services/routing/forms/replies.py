"""What routing's doors accept of a reply: its draft, the whole of it, and its check."""

from datetime import date
from typing import Annotated
from uuid import UUID

from shared.contracts.base import form, part
from shared.contracts.fields import Count, Length, Line, OneOf, Story
from shared.contracts.reviews import EVERY_OUTCOME
from shared.contracts.words import CHECKLIST, HANDLING_PATHS, SERVICE_MEANS


@part
class AnswerForm:
    """`path` is asked for where the petitioner was told of no way yet, and counts for nothing elsewhere."""

    claim_id: UUID
    outcome: Annotated[str, OneOf(EVERY_OUTCOME)]
    facts: Story
    legal_basis: Line
    path: Annotated[str, OneOf(HANDLING_PATHS)] | None = None


@form
class ReplyForm:
    answers: Annotated[tuple[AnswerForm, ...], Count(1, 20)]
    law_explained: Story
    remedy: Story | None = None
    seen: Line | None = None


@part
class DraftAnswerForm:
    claim_id: UUID
    outcome: Annotated[str, OneOf(EVERY_OUTCOME)] | None = None
    facts: Story | None = None
    legal_basis: Line | None = None
    path: Annotated[str, OneOf(HANDLING_PATHS)] | None = None


@form
class DraftForm:
    """As far as it is written. `seen` is the saving that its writer had before them, `-` where there was none: what a
    colleague saved since is not written over. Whoever leaves it out writes over it."""

    answers: Annotated[tuple[DraftAnswerForm, ...], Count(1, 20)]
    law_explained: Story | None = None
    remedy: Story | None = None
    seen: Line | None = None


@form
class CheckForm:
    """`ticked` are the points found in order: all of them, to release it; `words` say what is to be mended."""

    released: bool
    ticked: Annotated[tuple[Annotated[str, OneOf(CHECKLIST)], ...], Count(0, 5)] = ()
    words: Story | None = None


@form
class ServiceForm:
    """A proof of service; what it must say beside means and day depends on the means."""

    means: Annotated[str, OneOf(SERVICE_MEANS)]
    served_on: date
    receiver: Line | None = None
    post_number: Annotated[str, Length(1, 64)] | None = None
    words: Story | None = None


@form
class PerformedForm:
    claim_id: UUID
    done_on: date
    words: Story


@form
class CompletionForm:
    words: Story


@form
class CompletionDecisionForm:
    accepted: bool
    words: Story
