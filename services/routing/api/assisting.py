"""The JSON doors by which a unit is asked to assist, answers, and is released."""

from flask import g

from services.routing import actions
from services.routing.api.door import api
from services.routing.forms.handling import AssistanceForm, AssistanceWordsForm
from services.routing.policy.act import OFFICE
from services.routing.views import referral_view
from shared.contracts.fields import schema_of
from shared.web import allowed


@api.route("/referrals/<uuid:referral_id>/assistants", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(AssistanceForm))
@api.response(201)
def create_assistant(form, referral_id):
    return referral_view(actions.add_assistant(g.session, referral_id, form, by=g.staff, now=g.now))


@api.route("/assistances/<uuid:assistance_id>/answers", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(AssistanceWordsForm))
@api.response(201)
def create_assistance_answer(form, assistance_id):
    return referral_view(actions.answer_assistance(g.session, assistance_id, form, by=g.staff, now=g.now))


@api.route("/assistances/<uuid:assistance_id>/releases", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(AssistanceWordsForm))
@api.response(201)
def create_assistance_release(form, assistance_id):
    return referral_view(actions.release_assistant(g.session, assistance_id, form, by=g.staff, now=g.now))
