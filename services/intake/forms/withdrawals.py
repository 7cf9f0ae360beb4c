"""A withdrawal of one claim or of the whole matter."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.base import form
from shared.contracts.fields import OneOf, Story
from shared.contracts.words import CHANNELS, WITHDRAWN_BY


@form
class WithdrawalForm:
    """Without a `claim_id` it is the whole matter."""

    told_by: Annotated[str, OneOf(WITHDRAWN_BY)]
    channel: Annotated[str, OneOf(CHANNELS)]
    words: Story
    claim_id: UUID | None = None
    received_at: datetime | None = None
