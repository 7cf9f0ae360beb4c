"""Asking for more time, and deciding about it, from the page of a referral."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.api import OFFICE
from services.routing.extending_api import APPROVERS
from services.routing.handling_forms import ExtensionDecisionForm, ExtensionForm
from services.routing.office_pages import referral_page
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("routing", "extending_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/extensions")
@allowed(*OFFICE)
def create_extension(referral_id):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    try:
        form = load_form(ExtensionForm)
        actions.ask_for_extension(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral, refused, "extension")
    flash(gettext("已申请延期，审批之前期限不变"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/referrals/<uuid:referral_id>/extension-decisions")
@allowed(*APPROVERS)
def create_extension_decision(referral_id):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    try:
        form = load_form(ExtensionDecisionForm)
        actions.decide_extension(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral, refused, "extension_decision")
    flash(gettext("已同意延期，期限已经改动") if form.agreed else gettext("不同意延期，已告知该单位"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


def _again(referral, refused, failed):
    return referral_page(referral, complaints_by_field(refused.problems), failed), refused.status
