"""What legal aid's doors accept; the same for JSON and for the page."""

from typing import Annotated

from shared.contracts.base import form
from shared.contracts.fields import Line, MatterNo, OneOf, Story
from shared.contracts.legalaid import AID_STATES, AID_WITHDRAWN_BY
from shared.contracts.words import CHANNELS


@form
class ApplicationFilter:
    state: Annotated[str, OneOf(AID_STATES)] | None = None
    matter_no: MatterNo | None = None
    cursor: Line | None = None


@form
class WithdrawalForm:
    told_by: Annotated[str, OneOf(AID_WITHDRAWN_BY)]
    channel: Annotated[str, OneOf(CHANNELS)]
    words: Story
