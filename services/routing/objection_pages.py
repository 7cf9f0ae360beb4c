"""What a unit says against a referral, and what its decider answers, on the page of the referral."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.actions.objections import PassItDown
from services.routing.actions.overrides import Barred, NeedsApproval
from services.routing.api import OBJECTION_DECIDERS, OFFICE
from services.routing.forms import ObjectionDecisionForm, ObjectionForm
from services.routing.office_pages import referral_page
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field
from shared.web.page import sentence

pages = pages_of("routing", "objection_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/objections")
@allowed(*OFFICE)
def create_objection(referral_id):
    try:
        form = load_form(ObjectionForm)
        actions.object_to_referral(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral_id, complaints_by_field(refused.problems), refused, "objection")
    except PassItDown as refused:
        return _again(referral_id, {"competent_unit": sentence(refused)}, refused, "objection")
    flash(gettext("已提出异议。同意退回之前，仍由本单位负责"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/referrals/<uuid:referral_id>/objection-decisions")
@allowed(*OBJECTION_DECIDERS)
def create_objection_decision(referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    try:
        form = load_form(ObjectionDecisionForm)
        actions.decide_objection(g.session, referral_id, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral_id, complaints_by_field(refused.problems), refused, "decision")
    except (Barred, NeedsApproval) as refused:
        return _again(referral_id, {"unit": sentence(refused)}, refused, "decision")
    flash(gettext("已同意退回") if form.agreed else gettext("不同意退回，已告知该单位"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


def _again(referral_id, errors, refused, failed):
    return referral_page(queries.referral_for(g.session, referral_id, g.staff), errors, failed), refused.status
