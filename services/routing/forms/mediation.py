"""What the doors for mediation and for leading an order into a statutory channel accept."""

from datetime import date
from typing import Annotated
from uuid import UUID

from shared.contracts.base import form
from shared.contracts.fields import Count, Line, OneOf, Story
from shared.contracts.words import HANDLING_PATHS, MEDIATION_ENDS

FAILS = ("refused", "failed")
AWAY = tuple(path for path in HANDLING_PATHS if path != "PETITION")
if not set(FAILS) <= set(MEDIATION_ENDS):
    raise ValueError("a mediation fails in words of the vocabulary")


@form
class MediationForm:
    """Both sides must consent; `began_on` is the day on which they did, which may be before it is entered."""

    began_on: date
    mediator: Line
    other_side: Line
    petitioner_consents: bool = False
    other_consents: bool = False


@form
class SessionForm:
    held_on: date
    words: Story


@form
class AgreementForm:
    """`words` are the terms, `effective_on` the day on which the agreement took effect."""

    effective_on: date
    words: Story


@form
class FailureForm:
    how: Annotated[str, OneOf(FAILS)]
    words: Story


@form
class ConfirmationForm:
    asked_on: date
    words: Story


@form
class SteeringForm:
    """`door` is where the person is to go; `claims` are those that are led there, all of them if none is named."""

    path: Annotated[str, OneOf(AWAY)]
    door: Line
    words: Story
    claims: Annotated[tuple[UUID, ...], Count(0, 20)] = ()
