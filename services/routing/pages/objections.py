"""What a unit says against a referral, and what its decider answers, on the page of the referral."""

from flask import g
from flask_babel import gettext

from services.routing import actions
from services.routing.forms.acts import ObjectionDecisionForm, ObjectionForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import OBJECTION_DECIDERS, OFFICE
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "objection_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/objections")
@allowed(*OFFICE)
@of_a_referral("objection")
def create_objection(referral_id):
    form = load_form(ObjectionForm)
    actions.object_to_referral(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已提出异议。同意退回之前，仍由本单位负责")


@pages.post("/routing/referrals/<uuid:referral_id>/objection-decisions")
@allowed(*OBJECTION_DECIDERS)
@of_a_referral("decision")
def create_objection_decision(referral_id):
    form = load_form(ObjectionDecisionForm)
    actions.decide_objection(g.session, referral_id, form, by=g.staff, now=g.now)
    return gettext("已同意退回") if form.agreed else gettext("不同意退回，已告知该单位")
