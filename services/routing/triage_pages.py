"""Pages for whoever decides what no rule can."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.api import DECIDERS
from services.routing.forms import DecisionForm
from shared.contracts.words import CATEGORIES
from shared.directory import units_within
from shared.errors import InvalidFields
from shared.web import allowed, in_english, load_form, page_number, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("routing", "triage_pages")


@pages.get("/routing/triage")
@allowed(*DECIDERS)
def list_triage():
    return render_template(
        "triage.html", page=queries.awaiting_a_person(g.session, g.staff, page_number()), categories=CATEGORIES
    )


@pages.get("/routing/triage/<matter_no>")
@allowed(*DECIDERS)
def new_decision(matter_no):
    return _decision_page(queries.matter_awaiting(g.session, matter_no, g.staff))


@pages.post("/routing/triage/<matter_no>/decisions")
@allowed(*DECIDERS)
def create_decision(matter_no):
    matter = queries.matter_awaiting(g.session, matter_no, g.staff)
    try:
        form = load_form(DecisionForm)
        actions.decide_by_hand(g.session, matter_no, unit=form.unit, reason=form.reason, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _decision_page(matter, refused.problems), refused.status
    flash(gettext("%(matter_no)s 已转出", matter_no=matter_no), "success")
    return redirect("/routing/triage", 303)


def _decision_page(matter, problems=()):
    return render_template(
        "decision.html",
        matter=matter,
        petitioner=actions.petitioner_of(matter),
        units=units_within(g.session, in_english()),
        categories=CATEGORIES,
        errors=complaints_by_field(problems),
        values=request.form,
    )
