"""What chasing and supervising needs."""

from datetime import date
from typing import Annotated

from shared.contracts.base import form, part
from shared.contracts.fields import OneOf, Story
from shared.contracts.words import URGING_CAUSES


@part
class Urging:
    """What every paper says by which a unit is pressed."""

    cause: Annotated[str, OneOf(URGING_CAUSES)]
    words: Story


@form
class ChaseForm(Urging):
    reply_by: date | None = None


@form
class SupervisionForm(Urging):
    """`listed` makes it a listed supervision, which also takes the place of one that is not."""

    reply_by: date
    listed: bool = False


@form
class SupervisionAnswerForm:
    words: Story


@form
class AnswerDecisionForm:
    accepted: bool
    words: Story
