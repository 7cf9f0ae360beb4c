"""Pages for whoever registers: the call form, with the caller's earlier contacts beside it."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.intake import actions, queries
from services.intake.call_form import asks_for_more, call_form, caller, of_the_same_matter, submitted
from services.intake.contact_pages import recorded
from shared.errors import InvalidFields
from shared.web import allowed, pages_of, reads_only

pages = pages_of("intake", "operator_pages")
DESK = ("operator", "petition_clerk")


@pages.get("/intake/matters/new")
@allowed(*DESK)
def new_matter():
    return call_form()


@pages.post("/intake/matters")
@allowed(*DESK)
def create_matter():
    if asks_for_more():
        return call_form()
    if "same_matter" in request.form:
        return _same_matter(request.form["same_matter"])
    try:
        matter = actions.register_matter(g.session, submitted(), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return call_form(refused.problems), refused.status
    return _registered(matter)


@pages.post("/intake/callers")
@allowed(*DESK)
@reads_only
def show_caller():
    phone = request.form.get("petitioner.phone", "")
    return render_template("_caller.html", phone=phone, **caller(phone))


def _same_matter(matter_no):
    """The caller brings up an open matter of theirs: it gets a contact, and nothing is registered twice."""
    try:
        form, person = of_the_same_matter()
        contact = actions.record_contact_of_caller(g.session, matter_no, form, person, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return call_form(refused.problems), refused.status
    return recorded(contact)


def _registered(matter):
    """On to the matter; a report against one's own desk cannot be opened there, so its code is told now."""
    flash(gettext("已登记，编号 %(matter_no)s", matter_no=matter.matter_no), "success")
    if queries.may_see(g.session, matter.matter_no, g.staff):
        return redirect(f"/intake/matters/{matter.matter_no}", 303)
    flash(gettext("查询码 %(code)s，请告知信访人。", code=matter.query_code), "success")
    return redirect("/intake/matters/new", 303)
