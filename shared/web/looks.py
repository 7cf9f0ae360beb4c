"""Personal data on a page: masked until somebody asks for them and says why. Intake keeps who was shown them.

A page that asks takes a `ShowForm` at its own address and shows `ui.personal(…)`; what cannot be masked, as a paper
that is to be printed, leaves a look by being opened.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated

from sqlalchemy.orm import Session

from shared.contracts.base import form
from shared.contracts.fields import OneOf
from shared.contracts.looks import PersonalShown
from shared.contracts.words import LOOK_REASONS
from shared.messaging import publish
from shared.web.access import Staff
from shared.web.left_behind import leave_behind


@form
class ShowForm:
    """Why somebody wants to see personal data."""

    look_reason: Annotated[str, OneOf(LOOK_REASONS)]


def tell_shown(
    session: Session, matter_no: str, door: str, *, reason: str | None = None, by: Staff, now: datetime
) -> None:
    """Tell intake, which keeps the access log, that `by` was shown whose matter this is."""
    who = {"username": by.username, "unit": by.unit}
    publish(session, PersonalShown(matter_no=matter_no, door=door, reason=reason, shown_at=now, **who))


def opened(matter_no: str, door: str, *, by: Staff, now: datetime) -> None:
    """The same for a door that only reads: told before the answer leaves the house."""
    leave_behind(partial(tell_shown, matter_no=matter_no, door=door, by=by, now=now))
