"""Giving a referral to a colleague or to a unit below, from its page."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.actions.overrides import Barred
from services.routing.api import OFFICE
from services.routing.handing_on_api import PASSERS
from services.routing.handling_forms import PassingDownForm, ReassignmentForm
from services.routing.office_pages import referral_page
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field
from shared.web.page import sentence

pages = pages_of("routing", "handing_on_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/reassignments")
@allowed(*OFFICE)
def create_reassignment(referral_id):
    try:
        actions.reassign_referral(g.session, referral_id, load_form(ReassignmentForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral_id, complaints_by_field(refused.problems), refused, "reassignment")
    flash(gettext("已改派"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/referrals/<uuid:referral_id>/passings-down")
@allowed(*PASSERS)
def create_passing_down(referral_id):
    try:
        actions.pass_down(g.session, referral_id, load_form(PassingDownForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral_id, complaints_by_field(refused.problems), refused, "passing_down")
    except Barred as refused:
        return _again(referral_id, {"unit": sentence(refused)}, refused, "passing_down")
    flash(gettext("已转送下级，将通知该单位和信访人"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


def _again(referral_id, errors, refused, failed):
    return referral_page(queries.referral_for(g.session, referral_id, g.staff), errors, failed), refused.status
