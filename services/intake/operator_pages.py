"""Pages for whoever registers: the call form, with the caller's earlier contacts beside it."""

import re
from uuid import uuid4

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.intake import actions, queries
from services.intake.forms import MatterForm
from shared.contracts.words import CATEGORIES, CHANNELS, GROUPS, KINDS, STATES
from shared.directory import unit_names
from shared.errors import InvalidFields
from shared.web import allowed, in_english, load_form, pages_of, reads_only
from shared.web.complaints import complaints_by_field

pages = pages_of("intake", "operator_pages")
DESK = ("operator", "petition_clerk")
MOST_SHOWN = 6


@pages.get("/intake/matters/new")
@allowed(*DESK)
def new_matter():
    return _call_form()


@pages.post("/intake/matters")
@allowed(*DESK)
def create_matter():
    if "add_claim" in request.form:
        return _call_form()
    try:
        form = load_form(MatterForm, **_as_local_moment(request.form))
        matter = actions.register_matter(g.session, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _call_form(refused.problems), refused.status
    return _registered(matter)


@pages.post("/intake/callers")
@allowed(*DESK)
@reads_only
def show_caller():
    phone = request.form.get("petitioner.phone", "")
    return render_template("_caller.html", phone=phone, **_caller(phone))


def _registered(matter):
    """On to the matter; a report against one's own desk cannot be opened there, so its code is told now."""
    flash(gettext("已登记，编号 %(matter_no)s", matter_no=matter.matter_no), "success")
    if queries.may_see(g.session, matter.matter_no, g.staff):
        return redirect(f"/intake/matters/{matter.matter_no}", 303)
    flash(gettext("查询码 %(code)s，请告知信访人。", code=matter.query_code), "success")
    return redirect("/intake/matters/new", 303)


def _call_form(problems=()):
    g.here = "/intake/matters/new"  # also when a refused form is shown again
    phone = request.form.get("petitioner.phone", "")
    return render_template(
        "call_form.html",
        within=unit_names(g.session, in_english()).items(),
        values=request.form,
        form_key=request.form.get("form_key") or uuid4().hex,
        claims=_claims_shown(),
        errors=complaints_by_field(problems),
        channels=CHANNELS,
        kinds=KINDS,
        categories=CATEGORIES,
        groups=GROUPS,
        opened_at=g.now,
        phone=phone,
        **_caller(phone),
    )


def _caller(phone):
    return {
        "contacts": queries.earlier_contacts(g.session, g.staff, phone) if phone else None,
        "units": unit_names(g.session, in_english()),
        "states": STATES,
    }


def _claims_shown():
    numbers = [int(number) for number in re.findall(r"\bclaims\.(\d{1,3})\.", " ".join(request.form))]
    shown = max(numbers, default=0) + 1 + ("add_claim" in request.form)
    return range(min(shown, MOST_SHOWN))


def _as_local_moment(form):
    """A page's time field has no offset; it is the office's own time."""
    given = form.get("received_at", "").strip()
    return {"received_at": f"{given}:00+08:00" if len(given) == 16 else given} if given else {}
