"""What routing's doors accept about a review, a re-review and the hearing in one."""

from datetime import date

from shared.contracts.base import form
from shared.contracts.fields import Line, Story


@form
class ReviewRequestForm:
    """`received_on` is the day on which the request came in; `words` are the petitioner's reasons."""

    received_on: date
    words: Story


@form
class HearingForm:
    """`first_on` is the first day that does not count, `hearing_on` the day it is meant for."""

    first_on: date
    hearing_on: date
    place: Line
    words: Story


@form
class HearingEndForm:
    last_on: date
    words: Story
