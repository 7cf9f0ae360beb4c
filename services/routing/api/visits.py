"""The JSON doors of the return visit."""

from flask import g

from services.routing import actions, queries, visits
from services.routing.api.door import api
from services.routing.forms.after_reply import ReturnVisitForm, VisitFilter
from services.routing.policy.act import SENDERS
from services.routing.views import referral_view
from services.routing.views_after_reply import visit_owed_view
from shared.contracts.fields import schema_of
from shared.web import allowed


@api.route("/return-visits")
@allowed(*SENDERS)
@api.arguments(schema_of(VisitFilter), location="query")
@api.response(200)
def list_visits(filters):
    page = visits.visits_owed(g.session, g.staff, filters.cursor)
    return {"return_visits": [visit_owed_view(*row) for row in page.rows], "next_cursor": page.next_cursor}


@api.route("/referrals/<uuid:referral_id>/return-visits", methods=["POST"])
@allowed(*SENDERS)
@api.arguments(schema_of(ReturnVisitForm))
@api.response(201)
def create_visit(form, referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    return referral_view(actions.record_visit(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today))
