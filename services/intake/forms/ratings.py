"""What a petitioner says of the answer."""

from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import Length, Line, OneOf, Pattern
from shared.contracts.words import RESOLUTION, SATISFACTION


@form
class RatingForm:
    satisfaction: Annotated[str, OneOf(SATISFACTION)]
    timely: bool
    resolution: Annotated[str, OneOf(RESOLUTION)]
    words: Line | None = None


@form
class RatingWithCodeForm:
    """The same from the public page, where the code shows whose matter it is."""

    query_code: Annotated[str, Length(1, 40)]
    satisfaction: Annotated[str, OneOf(SATISFACTION)]
    timely: bool
    resolution: Annotated[str, OneOf(RESOLUTION)]
    words: Line | None = None
    last_digits: Annotated[str, Pattern(r"\d{4}")] | None = None
