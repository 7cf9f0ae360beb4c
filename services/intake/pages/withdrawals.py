"""Pages for whoever hears that the petitioner withdraws."""

from uuid import uuid4

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.intake import actions, queries
from services.intake.api.withdrawals import WITHDRAWN_AT
from services.intake.call_form import as_local_moment
from services.intake.forms.withdrawals import WithdrawalForm
from services.intake.policy.withdrawing import withdrawable
from shared.contracts.words import CATEGORIES, CHANNELS, STATES, WITHDRAWN_BY
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("intake", "withdrawal_pages")


@pages.get("/intake/matters/<matter_no>/withdrawals/new")
@allowed(*WITHDRAWN_AT)
def new_withdrawal(matter_no):
    return _form(matter_no)


@pages.post("/intake/matters/<matter_no>/withdrawals")
@allowed(*WITHDRAWN_AT)
def create_withdrawal(matter_no):
    try:
        form = load_form(WithdrawalForm, **as_local_moment(request.form))
        actions.withdraw(g.session, matter_no, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _form(matter_no, refused.problems), refused.status
    flash(gettext("已登记撤回，承办单位会停办，并告知信访人"), "success")
    return redirect(f"/intake/matters/{matter_no}", 303)


def _form(matter_no, problems=()):
    matter = queries.matter_for(g.session, matter_no, g.staff)
    known = queries.withdrawn_already(g.session, matter_no)
    claims = [claim for claim in matter.claims if withdrawable(claim.state) and claim.claim_id not in known]
    if not claims:
        raise actions.NothingToWithdraw
    return render_template(
        "withdrawal.html",
        matter=matter,
        claims=claims,
        values=request.form,
        form_key=uuid4().hex,
        errors=complaints_by_field(problems),
        categories=CATEGORIES,
        channels=CHANNELS,
        withdrawn_by=WITHDRAWN_BY,
        states=STATES,
    )
