"""The JSON door by which whoever sent a matter has it done again."""

from flask import g

from services.routing import actions, queries
from services.routing.api.door import api
from services.routing.forms.after_reply import ReopeningForm
from services.routing.policy.act import SENDERS
from services.routing.views import referral_view
from shared.contracts.fields import schema_of
from shared.web import allowed


@api.route("/referrals/<uuid:referral_id>/reopenings", methods=["POST"])
@allowed(*SENDERS)
@api.arguments(schema_of(ReopeningForm))
@api.response(201)
def create_reopening(form, referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    return referral_view(actions.reopen_referral(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today))
