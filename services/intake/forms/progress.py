"""What somebody types in to see how far a matter is."""

from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import Length, Pattern


@form
class ProgressForm:
    query_code: Annotated[str, Length(1, 40)]
    last_digits: Annotated[str, Pattern(r"\d{4}")] | None = None
