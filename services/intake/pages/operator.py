"""Pages for whoever registers: the call form, with the caller's earlier contacts beside it."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext
from werkzeug.datastructures import ImmutableMultiDict

from services.intake import actions, queries
from services.intake.call_form import asks_for_more, call_form, caller, of_the_same_matter, submitted
from services.intake.draft_form import end_draft_sent
from services.intake.pages.contacts import recorded
from shared.errors import InvalidFields
from shared.web import allowed, pages_of, reads_only

pages = pages_of("intake", "operator_pages")
LONGEST_NUMBER = 30
DESK = ("operator", "petition_clerk")


@pages.get("/intake/matters/new")
@allowed(*DESK)
def new_matter():
    """Empty, or with the number that the telephone system put into the address."""
    if phone := request.args.get("phone", "").strip():
        request.form = ImmutableMultiDict([("petitioner.phone", phone[:LONGEST_NUMBER])])
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
        end_draft_sent(matter.matter_no)
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
        end_draft_sent(matter_no)
    except InvalidFields as refused:
        return call_form(refused.problems), refused.status
    return recorded(contact)


def _registered(matter):
    """On to the matter, or to the next empty form and its code told; a report against this desk cannot be opened."""
    flash(gettext("已登记，编号 %(matter_no)s", matter_no=matter.matter_no), "success")
    flash(gettext("查询码 %(code)s，请告知信访人。", code=matter.query_code), "success")
    if request.form.get("then") != "next" and queries.may_see(g.session, matter.matter_no, g.staff):
        return redirect(f"/intake/matters/{matter.matter_no}", 303)
    return redirect("/intake/matters/new", 303)
