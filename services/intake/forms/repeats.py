"""Whether two matters are one."""

from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import MatterNo, OneOf, Story
from shared.contracts.words import REPEAT_DECISIONS


@form
class RepeatForm:
    other_no: MatterNo
    decision: Annotated[str, OneOf(REPEAT_DECISIONS)]
    words: Story | None = None
