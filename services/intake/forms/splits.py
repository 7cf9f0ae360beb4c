"""Which claims of a matter become a matter of their own, and why."""

from typing import Annotated
from uuid import UUID

from shared.contracts.base import form
from shared.contracts.fields import Count, Story


@form
class SplitForm:
    claims: Annotated[tuple[UUID, ...], Count(1, 20)]
    reason: Story
