"""The public page: where is my case? By query code, without signing in."""

from flask import g, render_template, request

from services.intake import queries
from services.intake.forms import ProgressForm
from services.intake.policy.progress import stages
from shared.contracts.words import CATEGORIES, OUTCOMES, STATES
from shared.directory import unit_names
from shared.errors import InvalidFields, NotFound
from shared.web import in_english, load_form, pages_of, public, reads_only

pages = pages_of("intake", "progress_pages")


@pages.get("/progress")
@public
def ask_progress():
    return render_template("progress.html", values=request.args, asked=False, matter=None)


@pages.post("/progress")
@public
@reads_only
def show_progress():
    try:
        form = load_form(ProgressForm)
        matter = queries.matter_in_progress(g.session, form.query_code, form.last_digits)
    except (InvalidFields, NotFound) as refused:
        page = render_template("progress.html", values=request.form, asked=True, matter=None)
        return page, refused.status
    timeline = queries.timeline(g.session, matter.matter_no)
    return render_template(
        "progress.html",
        values=request.form,
        asked=True,
        matter=matter,
        stages=stages(matter, timeline),
        units=unit_names(g.session, in_english()),
        states=STATES,
        categories=CATEGORIES,
        outcomes=OUTCOMES,
    )
