"""重办: whoever sent a matter has it done again, on the page of the referral."""

from flask import g
from flask_babel import gettext

from services.routing import actions
from services.routing.forms.after_reply import ReopeningForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import SENDERS
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "reopening_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/reopenings")
@allowed(*SENDERS)
@of_a_referral("reopening")
def create_reopening(referral_id):
    form = load_form(ReopeningForm)
    actions.reopen_referral(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已重办，将书面告知信访人和原承办单位")
