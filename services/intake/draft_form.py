"""The call form and its draft: what is shown in the fields, under which id it is kept, and what of it."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from flask import g, request
from werkzeug.datastructures import ImmutableMultiDict

from services.intake.actions import drafting
from shared.errors import NotFound
from shared.web.forms import NOT_DATA
from shared.web.page import HERE


@dataclass(frozen=True)
class ShownDraft:
    draft_id: UUID
    revision: int = 0
    saved_at: datetime | None = None

    @property
    def saved(self):
        """The office's own time, to the second; None if it was not saved yet."""
        return self.saved_at and f"{self.saved_at.astimezone(HERE):%H:%M:%S}"


def take_up(draft):
    """Show a draft in the call form, as if it had been sent to be shown again."""
    request.form = ImmutableMultiDict([tuple(pair) for pair in json.loads(draft.content)])
    show_as(draft)


def show_as(draft):
    g.draft = ShownDraft(draft.draft_id, draft.revision, draft.saved_at)
    return g.draft


def show_apart():
    """What is typed here goes on as a draft of its own."""
    g.draft = ShownDraft(uuid4())


def draft_shown():
    return g.get("draft") or ShownDraft(draft_id_sent() or uuid4(), revision_sent())


def draft_id_sent():
    """The id that came with the form, None if none did."""
    try:
        return UUID(request.form.get("draft_id", ""))
    except ValueError:
        return None


def revision_sent():
    told = request.form.get("draft_revision", "")
    return int(told) if told.isdecimal() and len(told) < 9 else 0


def save_what_was_sent():
    draft_id = draft_id_sent()
    if draft_id is None:
        raise NotFound
    values = [
        (name, value) for name, value in request.form.items(multi=True) if name not in NOT_DATA and value.strip()
    ]
    return drafting.save_draft(g.session, draft_id, revision_sent(), values, by=g.staff, now=g.now)


def end_draft_sent(matter_no):
    """What was typed is in a matter now. A form that came without a draft's id, as one sent by a script, has none."""
    if draft_id := draft_id_sent():
        drafting.end_draft(g.session, draft_id, by=g.staff, now=g.now, matter_no=matter_no)
