"""Giving a referral to a colleague or to a unit below, from its page."""

from flask import g
from flask_babel import gettext

from services.routing import actions
from services.routing.api.handing_on import PASSERS
from services.routing.forms.handling import PassingDownForm, ReassignmentForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import REVIEWERS
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "handing_on_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/reassignments")
@allowed(*REVIEWERS)
@of_a_referral("reassignment")
def create_reassignment(referral_id):
    actions.reassign_referral(g.session, referral_id, load_form(ReassignmentForm), by=g.staff, now=g.now)
    return gettext("已改派")


@pages.post("/routing/referrals/<uuid:referral_id>/passings-down")
@allowed(*PASSERS)
@of_a_referral("passing_down")
def create_passing_down(referral_id):
    actions.pass_down(g.session, referral_id, load_form(PassingDownForm), by=g.staff, now=g.now)
    return gettext("已转送下级，将通知该单位和信访人")
