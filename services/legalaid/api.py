"""Legal aid's JSON door."""

import json
from typing import Annotated

from flask import g

from services.legalaid import queries
from shared.clocks.showing import clock_view
from shared.contracts.base import form
from shared.contracts.fields import Line, MatterNo, OneOf, schema_of
from shared.web import allowed, api_of
from shared.web.looks import opened

api = api_of("legalaid")


@form
class ApplicationFilter:
    state: Annotated[str, OneOf({"DRAFT"})] | None = None
    matter_no: MatterNo | None = None
    cursor: Line | None = None


@api.route("/applications")
@allowed("aid_clerk")
@api.arguments(schema_of(ApplicationFilter), location="query")
@api.response(200)
def list_applications(filters):
    page = queries.inbox(g.session, g.staff, **vars(filters))
    return {"applications": [_brief(row) for row in page.rows], "next_cursor": page.next_cursor}


@api.route("/applications/<uuid:application_id>")
@allowed("aid_clerk")
@api.response(200)
def show_application(application_id):
    application = queries.application_for(g.session, application_id, g.staff)
    opened(application.matter_no, "read", by=g.staff, now=g.now)
    return {
        **_brief(application),
        "applicant": {"name": application.applicant, "phone": application.phone, "groups": application.groups},
        "narrative": application.narrative,
        "claims": json.loads(application.claims),
    }


def _brief(application):
    return {
        "application_id": str(application.application_id),
        "matter_no": application.matter_no,
        "referral_id": str(application.referral_id),
        "state": application.state,
        "sender": application.sender,
        "choice": {
            "rule": application.rule,
            "article": application.article,
            "reasons": [application.reason],
        },
        "clocks": [clock_view(clock) for clock in application.clocks],
        "received_at": application.received_at.isoformat(),
    }
