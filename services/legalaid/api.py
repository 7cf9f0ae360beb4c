"""Legal aid's JSON door."""

import json

from flask import g

from services.legalaid import actions, queries
from services.legalaid.forms import ApplicationFilter, WithdrawalForm
from shared.clocks.showing import clock_view
from shared.contracts.fields import schema_of
from shared.web import allowed, api_of
from shared.web.looks import opened

api = api_of("legalaid")


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
        "withdrawal": application.withdrawal and _withdrawal(application.withdrawal),
    }


@api.route("/applications/<uuid:application_id>/withdrawals", methods=["POST"])
@allowed("aid_clerk")
@api.arguments(schema_of(WithdrawalForm))
@api.response(201)
def create_withdrawal(form, application_id):
    application = actions.withdraw(g.session, application_id, form, by=g.staff, now=g.now)
    return {**_brief(application), "withdrawal": _withdrawal(application.withdrawal)}


def _withdrawal(withdrawal):
    told = {"told_by": withdrawal.told_by, "channel": withdrawal.channel, "words": withdrawal.words}
    return {**told, "by": withdrawal.recorded_by, "at": withdrawal.recorded_at.isoformat()}


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
