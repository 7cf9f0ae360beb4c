"""Signing for several referrals at once: what is to be signed for is listed and confirmed, and each gets its line."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.routing import actions
from services.routing.forms.acts import SigningForm
from services.routing.policy.act import OFFICE
from services.routing.signing import chosen_to_sign
from shared.contracts.words import CATEGORIES, REFERRAL_KINDS, STATES
from shared.directory import unit_names
from shared.web import allowed, in_english, load_form, load_values, pages_of
from shared.web.clocks import clock_entries

pages = pages_of("routing", "signing_pages")


@pages.get("/routing/signatures/new")
@allowed(*OFFICE)
def new_signatures():
    if not request.args.getlist("referral"):
        flash(gettext("请先勾选要签收的交办件"), "warning")
        return redirect("/routing/referrals", 303)
    chosen = _chosen()
    return render_template(
        "signing.html",
        to_sign=[one for one in chosen.found if one.can_be_signed],
        others=[one for one in chosen.found if not one.can_be_signed],
        gone=chosen.gone,
        clocks={one.referral.referral_id: clock_entries(one.referral.clocks, g.today) for one in chosen.found},
        **_words(),
    )


@pages.post("/routing/signatures")
@allowed(*OFFICE)
def create_signatures():
    asked = load_form(SigningForm).referral
    signed = actions.sign_for_several(g.session, asked, by=g.staff, now=g.now)
    if signed:
        flash(gettext("已签收 %(count)s 件", count=len(signed)), "success")
    if left := len(set(asked)) - len(signed):
        flash(gettext("%(count)s 件没有签收，原因见下", count=left), "warning")
    return redirect(f"/routing/signatures?{'&'.join(f'referral={one}' for one in asked)}", 303)


@pages.get("/routing/signatures")
@allowed(*OFFICE)
def show_signatures():
    chosen = _chosen()
    return render_template("signed.html", found=chosen.found, gone=chosen.gone, **_words())


def _chosen():
    form = load_values(SigningForm, {"referral": request.args.getlist("referral")})
    return chosen_to_sign(g.session, g.staff, form.referral)


def _words():
    return {
        "units": unit_names(g.session, in_english()),
        "categories": CATEGORIES,
        "referral_kinds": REFERRAL_KINDS,
        "states": STATES,
    }
