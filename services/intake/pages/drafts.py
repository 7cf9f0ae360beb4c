"""Pages of whoever registers: their drafts, to come back to."""

import json

from flask import flash, g, jsonify, redirect, render_template, request
from flask_babel import gettext

from services.intake import draft_form, queries
from services.intake.actions import drafting
from services.intake.call_form import call_form
from shared.config import settings
from shared.errors import Refused
from shared.web import allowed, pages_of
from shared.web.page import sentence

pages = pages_of("intake", "draft_pages")
DESK = ("operator", "petition_clerk")


@pages.get("/intake/drafts")
@allowed(*DESK)
def list_drafts():
    page = queries.drafts(g.session, g.staff, request.args.get("cursor"))
    drafts = [(draft, dict(json.loads(draft.content))) for draft in page.rows]
    g.here = "/intake/matters/new"
    return render_template(
        "drafts.html", drafts=drafts, next_cursor=page.next_cursor, days=settings().keep_draft_days
    )


@pages.get("/intake/drafts/<uuid:draft_id>")
@allowed(*DESK)
def show_draft(draft_id):
    draft_form.take_up(drafting.open_draft(g.session, draft_id, g.staff))
    return call_form()


@pages.post("/intake/drafts")
@allowed(*DESK)
def save_draft():
    """By a script while it is typed, which is told the revision; by the button, which shows the form again."""
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        draft = draft_form.save_what_was_sent()
    except (drafting.DraftChanged, drafting.DraftEnded, drafting.TooManyDrafts) as refused:
        return _refused(refused, by_script)
    shown = draft_form.show_as(draft)
    if by_script:
        return jsonify(revision=shown.revision, saved=shown.saved)
    return call_form()


@pages.post("/intake/drafts/<uuid:draft_id>/discards")
@allowed(*DESK)
def discard_draft(draft_id):
    drafting.open_draft(g.session, draft_id, g.staff)
    drafting.end_draft(g.session, draft_id, by=g.staff, now=g.now)
    flash(gettext("草稿已丢弃"), "success")
    return redirect("/intake/drafts", 303)


def _refused(refused: Refused, by_script):
    if by_script:
        return jsonify(refused=sentence(refused)), refused.status
    draft_form.show_apart()
    flash(sentence(refused), "error")
    flash(gettext("再按一次“存草稿”，这里的内容另存为一份新草稿；原来那份在草稿列表里。"), "error")
    return call_form(), refused.status
