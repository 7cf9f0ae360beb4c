"""Asking for more time, and deciding about it, from the page of a referral."""

from flask import g
from flask_babel import gettext

from services.routing import actions
from services.routing.api.extending import APPROVERS
from services.routing.forms.handling import ExtensionDecisionForm, ExtensionForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import OFFICE
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "extending_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/extensions")
@allowed(*OFFICE)
@of_a_referral("extension")
def create_extension(referral_id):
    form = load_form(ExtensionForm)
    actions.ask_for_extension(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已申请延期，审批之前期限不变")


@pages.post("/routing/referrals/<uuid:referral_id>/extension-decisions")
@allowed(*APPROVERS)
@of_a_referral("extension_decision")
def create_extension_decision(referral_id):
    form = load_form(ExtensionDecisionForm)
    actions.decide_extension(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已同意延期，期限已经改动") if form.agreed else gettext("不同意延期，已告知该单位")
