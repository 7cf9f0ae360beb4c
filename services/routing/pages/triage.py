"""Pages for whoever decides what no rule can."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.routing import actions, queries, surges
from services.routing.actions.overrides import Barred, NeedsApproval
from services.routing.forms.acts import DecisionForm, NonAcceptanceForm
from services.routing.pages.recusals import shown_recusals
from services.routing.policy.act import DECIDERS
from services.routing.queries import units_to_choose
from services.routing.reviews import reviews_in_hand
from services.routing.shown.choices import shown_held
from services.routing.shown.people import shown_people
from shared.contracts.words import CATEGORIES, OBJECTION_REASONS, REFERRAL_KINDS, STATES
from shared.directory import unit_names
from shared.errors import InvalidFields
from shared.web import allowed, in_english, load_form, page_number, pages_of
from shared.web.complaints import complaints_by_field
from shared.web.looks import ShowForm, tell_shown
from shared.web.page import sentence

pages = pages_of("routing", "triage_pages")


@pages.get("/routing/triage")
@allowed(*DECIDERS)
def list_triage():
    return render_template(
        "triage.html",
        page=queries.awaiting_a_person(g.session, g.staff, page_number()),
        to_check=queries.replies_awaiting(g.session, g.staff),
        objected=queries.objections_awaiting(g.session, g.staff),
        reviews=reviews_in_hand(g.session, g.staff),
        referral_kinds=REFERRAL_KINDS,
        states=STATES,
        warnings=surges.standing(g.session),
        units=unit_names(g.session, in_english()),
        objection_reasons=OBJECTION_REASONS,
        categories=CATEGORIES,
    )


@pages.get("/routing/triage/<matter_no>")
@allowed(*DECIDERS)
def new_decision(matter_no):
    return _decision_page(queries.matter_awaiting(g.session, matter_no, g.staff))


@pages.post("/routing/triage/<matter_no>")
@allowed(*DECIDERS)
def show_people(matter_no):
    """The same page with the personal data, which somebody asked for."""
    matter = queries.matter_awaiting(g.session, matter_no, g.staff)
    tell_shown(g.session, matter_no, "triage", reason=load_form(ShowForm).look_reason, by=g.staff, now=g.now)
    return _decision_page(matter, masked=False)


@pages.post("/routing/triage/<matter_no>/decisions")
@allowed(*DECIDERS)
def create_decision(matter_no):
    matter = queries.matter_awaiting(g.session, matter_no, g.staff)
    try:
        actions.decide_by_hand(g.session, matter_no, load_form(DecisionForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _decision_page(matter, complaints_by_field(refused.problems)), refused.status
    except (Barred, NeedsApproval) as refused:
        return _decision_page(matter, {"unit": sentence(refused)}), refused.status
    flash(gettext("%(matter_no)s 已转出", matter_no=matter_no), "success")
    return _next(matter)


@pages.post("/routing/triage/<matter_no>/non-acceptances")
@allowed(*DECIDERS)
def create_non_acceptance(matter_no):
    matter = queries.matter_awaiting(g.session, matter_no, g.staff)
    try:
        actions.decline_claim(g.session, matter_no, load_form(NonAcceptanceForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _decision_page(matter, complaints_by_field(refused.problems), "non_acceptance"), refused.status
    flash(gettext("%(matter_no)s 已告知信访人", matter_no=matter_no), "success")
    return _next(matter)


def _next(matter):
    still_waits = any(claim.triage_holder for claim in matter.claims)
    return redirect(f"/routing/triage/{matter.matter_no}" if still_waits else "/routing/triage", 303)


def _decision_page(matter, errors=None, failed="decision", *, masked=True):
    """`failed` names the form whose fields `errors` are about: decision or non_acceptance."""
    waiting = [claim for claim in matter.claims if claim.triage_holder]
    return render_template(
        "decision.html",
        matter=matter,
        waiting=waiting,
        held=shown_held(waiting[0]),
        bar=actions.bar_of(g.session, matter, waiting[0]),
        failed=failed,
        **shown_people(matter, masked),
        choices=units_to_choose(g.session, matter, in_english()),
        units=unit_names(g.session, in_english()),
        categories=CATEGORIES,
        states=STATES,
        errors=errors or {},
        values=request.form,
        **shown_recusals(matter),
    )
