"""The forms of what a unit does with an order it holds, on the page of the referral."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.api import OFFICE
from services.routing.forms import AcceptanceForm
from services.routing.office_pages import referral_page
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("routing", "acts_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/acceptances")
@allowed(*OFFICE)
def create_acceptance(referral_id):
    try:
        form = load_form(AcceptanceForm)
        actions.accept_referral(g.session, referral_id, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral_id, refused, "acceptance")
    accepted = form.path == "PETITION"
    flash(gettext("已受理，将书面告知信访人") if accepted else gettext("将书面告知信访人处理途径和程序"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


def _again(referral_id, refused, failed):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    return referral_page(referral, complaints_by_field(refused.problems), failed), refused.status
