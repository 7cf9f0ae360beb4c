"""The public page: where is my case, and what was the answer worth? By query code, without signing in."""

from flask import g, render_template, request

from services.intake import actions, queries
from services.intake.actions.trying import count_try
from services.intake.forms import ProgressForm, RatingWithCodeForm
from services.intake.next_told import next_told
from services.intake.policy.progress import stages
from services.intake.policy.rating import may_be_rated
from shared.contracts.words import CATEGORIES, OUTCOMES, RESOLUTION, SATISFACTION, STATES
from shared.directory import unit_names
from shared.errors import InvalidFields, NotFound, Refused
from shared.web import beforehand, in_english, load_form, load_values, pages_of, public, reads_only
from shared.web.complaints import complaints_by_field

pages = pages_of("intake", "progress_pages")
KEYS = ("query_code", "last_digits")


@pages.get("/progress")
@public
def ask_progress():
    return render_template("progress.html", values=request.args, asked=False, matter=None)


@pages.post("/progress")
@public
@reads_only
@beforehand(count_try)
def show_progress():
    try:
        matter = _found(load_form(ProgressForm))
    except (InvalidFields, NotFound) as refused:
        return _not_found(refused)
    return _page(matter)


@pages.post("/progress/ratings")
@public
@beforehand(count_try)
def create_rating():
    try:
        matter = _found(load_values(ProgressForm, {name: request.form.get(name) or None for name in KEYS}))
    except (InvalidFields, NotFound) as refused:
        return _not_found(refused)
    try:
        rating = actions.rate_with_code(g.session, load_form(RatingWithCodeForm), now=g.now)
    except InvalidFields as refused:
        return _page(matter, errors=complaints_by_field(refused.problems)), refused.status
    except Refused as refused:
        return _page(matter, refused=refused), refused.status
    return _page(matter, rating=rating, thanks=True)


def _found(form):
    return queries.matter_in_progress(g.session, form.query_code, form.last_digits)


def _not_found(refused):
    """The same words for a code that nobody has, one that is not well formed, and other last digits."""
    return render_template("progress.html", values=request.form, asked=True, matter=None), NotFound.status


def _page(matter, rating=None, errors=None, refused=None, thanks=False):
    rated, units = may_be_rated(matter.state), unit_names(g.session, in_english())
    return render_template(
        "progress.html",
        values=request.form,
        asked=True,
        matter=matter,
        stages=stages(matter, queries.timeline(g.session, matter.matter_no)),
        next=next_told(matter, queries.clocks_running(g.session, matter.matter_no), units, g.today),
        may_rate=rated,
        rating=rating or (queries.newest_rating(g.session, matter.matter_no) if rated else None),
        thanks=thanks,
        errors=errors or {},
        refused=refused,
        units=units,
        states=STATES,
        categories=CATEGORIES,
        outcomes=OUTCOMES,
        satisfaction=SATISFACTION,
        resolution=RESOLUTION,
    )
