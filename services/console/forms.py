"""What the console's doors accept."""

from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import Code, Count, Length, Line


@form
class SignInForm:
    username: Annotated[str, Length(1, 64)]
    password: Annotated[str, Length(1, 200)]
    next: Line | None = None


@form
class TokenForm:
    username: Annotated[str, Length(1, 64)]
    password: Annotated[str, Length(1, 200)]


@form
class RedriveForm:
    reader: Line
    event_ids: Annotated[tuple[Line, ...], Count(1, 200)]


@form
class ClosingForm:
    """`successor` is the unit its powers go to; without one what it holds goes back to whoever sent it."""

    words: Line
    successor: Code | None = None


@form
class DepartureForm:
    """`successor` is the colleague who takes over; without one what they had in hand goes back to their unit."""

    words: Line
    successor: Code | None = None
