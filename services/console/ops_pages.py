"""Pages for operations: queues, dead letters, trying them again."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.console import actions, queries
from services.console.forms import RedriveForm
from shared.web import allowed, load_form, pages_of

pages = pages_of("console", "ops_pages")


@pages.get("/console/monitor")
@allowed("ops", "admin")
def show_monitor():
    return render_template(
        "monitor.html", rows=queries.queue_rows(g.session), reconciled=queries.last_reconciliation(g.session)
    )


@pages.get("/console/monitor/queues")
@allowed("ops", "admin")
def show_queues():
    return render_template("_queues.html", rows=queries.queue_rows(g.session))


@pages.get("/console/dead-letters")
@allowed("ops", "admin")
def list_dead_letters():
    reader, type = request.args.get("reader"), request.args.get("type")
    letters = queries.open_dead_letters(g.session, reader=reader, type=type)
    return render_template("dead_letters.html", letters=letters, reader=reader, type=type, page=queries.PAGE)


@pages.get("/console/redrives/new")
@allowed("ops", "admin")
def new_redrive():
    reader, ids = request.args.get("reader", ""), request.args.getlist("event_ids")
    return render_template("redrive.html", reader=reader, letters=queries.dead_letters_chosen(g.session, reader, ids))


@pages.post("/console/redrives")
@allowed("ops", "admin")
def create_redrive():
    form = load_form(RedriveForm)
    chosen = actions.request_redrive(
        g.session, reader=form.reader, event_ids=form.event_ids, by=g.staff.username, now=g.now
    )
    flash(gettext("已请求重投 %(count)s 条", count=len(chosen)), "success")
    return redirect("/console/dead-letters", 303)
