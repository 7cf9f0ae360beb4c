"""Notify's JSON door."""

from typing import Annotated

from flask import g

from services.notify import actions, queries
from shared.contracts.base import form
from shared.contracts.fields import Line, MatterNo, OneOf, schema_of
from shared.web import allowed, api_of

api = api_of("notify")
READERS = ("operator", "petition_clerk", "office_clerk", "office_head", "aid_clerk", "leader")
STATES = ("queued", "sent", "to_hand_over")


@form
class NoticeFilter:
    matter_no: MatterNo | None = None
    state: Annotated[str, OneOf(STATES)] | None = None
    cursor: Line | None = None


@form
class NothingMore:
    """An act that needs no words."""


@api.route("/notices")
@allowed(*READERS)
@api.arguments(schema_of(NoticeFilter), location="query")
@api.response(200)
def list_notices(filters):
    page = queries.notices(g.session, g.staff, **vars(filters))
    return {"notices": [_view(notice) for notice in page.rows], "next_cursor": page.next_cursor}


@api.route("/notices/<uuid:notice_id>/handovers", methods=["POST"])
@allowed("operator", "petition_clerk")
@api.arguments(schema_of(NothingMore))
@api.response(201)
def create_handover(form, notice_id):
    queries.notice_for(g.session, notice_id, g.staff)
    return _view(actions.hand_over(g.session, notice_id, by=g.staff, now=g.now))


def _view(notice):
    return {
        "notice_id": str(notice.notice_id),
        "event_id": notice.event_id,
        "matter_no": notice.matter_no,
        "template": notice.template,
        "recipient": notice.recipient,
        "unit": notice.unit,
        "means": notice.means,
        "state": notice.state,
        "created_at": notice.created_at.isoformat(),
        "sent_at": notice.sent_at.isoformat() if notice.sent_at else None,
    }
