"""What chasing and supervising needs."""

from datetime import date
from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import OneOf, Story
from shared.contracts.words import (
    URGING_CAUSES,
)


@form
class ChaseForm:
    cause: Annotated[str, OneOf(URGING_CAUSES)]
    words: Story
    reply_by: date | None = None


@form
class SupervisionForm:
    """`listed` makes it a listed supervision, which also takes the place of one that is not."""

    cause: Annotated[str, OneOf(URGING_CAUSES)]
    words: Story
    reply_by: date
    listed: bool = False


@form
class SupervisionAnswerForm:
    words: Story


@form
class AnswerDecisionForm:
    accepted: bool
    words: Story
