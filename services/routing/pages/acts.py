"""The forms of what a unit does with an order it holds, on the page of the referral."""

from flask import g
from flask_babel import gettext

from services.routing import actions
from services.routing.forms.acts import AcceptanceForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import OFFICE
from services.routing.policy.paths import may_refuse
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "acts_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/acceptances")
@allowed(*OFFICE)
@of_a_referral("acceptance")
def create_acceptance(referral_id):
    referral = actions.accept_referral(g.session, referral_id, load_form(AcceptanceForm), by=g.staff, now=g.now)
    accepted = may_refuse(referral.acceptance.path)
    return gettext("已受理，将书面告知信访人") if accepted else gettext("将书面告知信访人处理途径和程序")
