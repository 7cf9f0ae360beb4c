"""Pages of a township or department: a referral with the acts that are possible now."""

from functools import wraps

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.actions.drafting import DraftSavedMeanwhile
from services.routing.actions.objections import PassItDown
from services.routing.actions.overrides import Barred, NeedsApproval
from services.routing.forms.rules import ExplanationForm
from services.routing.pages.recusals import shown_recusals
from services.routing.policy.act import OBJECTION_DECIDERS, OFFICE, READERS
from services.routing.policy.decide import Choice
from services.routing.policy.paths import PATHS
from services.routing.shown.after_reply import shown_after_reply
from services.routing.shown.assisting import shown_assisting
from services.routing.shown.choices import shown_choice, shown_referral
from services.routing.shown.documents import shown_documents
from services.routing.shown.extending import shown_extending
from services.routing.shown.handing_on import shown_handing_on
from services.routing.shown.mediating import shown_mediating
from services.routing.shown.people import shown_people
from services.routing.shown.replies import shown_reply
from services.routing.shown.reviews import shown_reviews
from services.routing.shown.splitting import shown_splits
from services.routing.shown.urging import shown_urging
from shared.contracts.reviews import EVERY_OUTCOME
from shared.contracts.words import (
    CATEGORIES,
    HANDLING_PATHS,
    OBJECTION_REASONS,
    REFERRAL_KINDS,
    STATES,
)
from shared.directory import unit_names
from shared.errors import InvalidFields
from shared.web import allowed, in_english, load_form, load_values, pages_of, reads_only
from shared.web.clocks import clock_entries
from shared.web.complaints import complaints_by_field
from shared.web.looks import ShowForm, tell_shown
from shared.web.page import sentence

pages = pages_of("routing", "office_pages")
FIELD_OF = {Barred: "unit", NeedsApproval: "unit", PassItDown: "competent_unit", DraftSavedMeanwhile: "seen"}
GIVEN_UP = ("RETURNED", "WITHDRAWN", "SPLIT")
SAID = {"place": "place", "narrative": "narrative", "text": "claims.0.text"}


@pages.get("/routing/referrals/<uuid:referral_id>")
@allowed(*READERS)
def show_referral(referral_id):
    return referral_page(queries.referral_for(g.session, referral_id, g.staff))


@pages.post("/routing/referrals/<uuid:referral_id>")
@allowed(*READERS)
def show_people(referral_id):
    """The same page with the personal data, which somebody asked for."""
    referral = queries.referral_for(g.session, referral_id, g.staff)
    reason = load_form(ShowForm).look_reason
    tell_shown(g.session, referral.matter_no, "referral", reason=reason, by=g.staff, now=g.now)
    return referral_page(referral, masked=False)


@pages.post("/routing/referrals/<uuid:referral_id>/signatures")
@allowed(*OFFICE)
def create_signature(referral_id):
    actions.sign_for_referral(g.session, referral_id, by=g.staff, now=g.now)
    flash(gettext("已签收"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/explanations")
@allowed(*READERS)
@reads_only
def show_choice():
    """The unit a call would go to, as the call form of intake shows it."""
    asked = {"kind": request.form.get("kind"), "category": request.form.get("claims.0.category")}
    if not all(asked.values()):
        return ""
    said = {name: request.form.get(field) or None for name, field in SAID.items()}
    arbitration = request.form.get("claims.0.facts.arbitration")
    facts = {"arbitration": arbitration} if arbitration else {}
    form = load_values(ExplanationForm, {**asked, **said, "facts": facts})
    decided, _ = queries.explanation(g.session, form, g.staff, g.today)
    return render_template(
        "_choice.html",
        choice=decided if isinstance(decided, Choice) else None,
        basis=shown_choice(decided) if isinstance(decided, Choice) else None,
        units=unit_names(g.session, in_english()),
        kinds=REFERRAL_KINDS,
    )


def of_a_referral(form, found_by=queries.referral_for):
    """A view that does what a form of the page asks and gives the words to say; what was refused stands beside that
    form. `found_by` finds the referral by the key in the address."""

    def declare(view):
        @wraps(view)
        def answered(**address):
            [key] = address.values()
            referral = found_by(g.session, key, g.staff)
            try:
                words = view(key)
            except InvalidFields as refused:
                errors = complaints_by_field(refused.problems)
                return referral_page(referral, errors, form.format(key)), refused.status
            except tuple(FIELD_OF) as refused:
                return referral_page(referral, {FIELD_OF[type(refused)]: sentence(refused)}, form), refused.status
            flash(words, "success")
            return redirect(f"/routing/referrals/{referral.referral_id}", 303)

        return answered

    return declare


def referral_page(referral, errors=None, failed=None, *, masked=True):
    """`failed` names the form whose fields `errors` are about: opinion, check, objection or decision."""
    if g.staff.role not in OFFICE:
        g.here = "/routing/sent"
    objection, recusals = referral.open_objection, shown_recusals(referral.matter)
    acts = not recusals["i_am_recused"]
    return render_template(
        "referral.html",
        referral=referral,
        bases=shown_referral(referral),
        clocks=clock_entries(
            referral.clocks,
            g.today,
            ("running", "stopped", "lapsed"),
            given_up=referral.state in GIVEN_UP,
        ),
        errors=errors or {},
        failed=failed,
        values=request.form,
        objection=objection,
        disputed_with=queries.earlier_objections_of(g.session, referral) if objection and objection.disputed else (),
        decides=acts
        and objection is not None
        and objection.decider in queries.units_below(g.session, g.staff.unit)
        and g.staff.role in OBJECTION_DECIDERS,
        choices=queries.units_to_choose(g.session, referral.matter, in_english()),
        objection_reasons=OBJECTION_REASONS,
        paths=HANDLING_PATHS,
        path_articles={path: PATHS[path].article for path in PATHS},
        holds=acts and referral.unit == g.staff.unit and g.staff.role in OFFICE,
        may_object=actions.may_object(referral, g.today, g.staff.role),
        **recusals,
        **shown_people(referral.matter, masked),
        **shown_handing_on(referral, acts),
        **shown_mediating(referral, acts),
        **shown_splits(referral),
        **shown_extending(referral, acts),
        **shown_assisting(referral, acts),
        **shown_urging(referral, acts),
        **shown_documents(referral, acts),
        **shown_reply(referral, acts),
        **shown_after_reply(referral, acts),
        **shown_reviews(referral, acts),
        **_words(),
    )


def _words():
    return {
        "units": unit_names(g.session, in_english()),
        "categories": CATEGORIES,
        "outcomes": EVERY_OUTCOME,
        "referral_kinds": REFERRAL_KINDS,
        "states": STATES,
    }
