"""A call, a visit or a letter about a matter that is there already."""

from datetime import datetime
from typing import Annotated

from services.intake.forms.people import ReachForm
from shared.contracts.base import form
from shared.contracts.fields import OneOf, Story
from shared.contracts.words import CHANNELS


@form
class ContactForm:
    channel: Annotated[str, OneOf(CHANNELS)]
    words: Story
    received_at: datetime | None = None
    reach: ReachForm | None = None
