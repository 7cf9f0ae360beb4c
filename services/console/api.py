"""The console's JSON door."""

from flask import g

from services.console import actions, queries
from services.console.forms import ClosingForm, DepartureForm, RedriveForm, TokenForm
from shared.contracts.fields import schema_of
from shared.web import allowed, api_of, public, reads_only
from shared.web.access import issue_token

api = api_of("console")


@api.route("/tokens", methods=["POST"])
@public
@reads_only
@api.arguments(schema_of(TokenForm))
@api.response(201)
def create_token(form):
    staff = actions.check_password(g.session, form.username, form.password)
    return {"token": issue_token(staff.told, g.now), "staff": staff.told}


@api.route("/queues")
@allowed("ops", "admin")
@api.response(200)
def list_queues():
    return {"queues": [_queue(row) for row in queries.queue_rows(g.session)]}


@api.route("/dead-letters")
@allowed("ops", "admin")
@api.response(200)
def list_dead_letters():
    return {"dead_letters": [_dead_letter(letter) for letter in queries.open_dead_letters(g.session)]}


@api.route("/redrives", methods=["POST"])
@allowed("ops", "admin")
@api.arguments(schema_of(RedriveForm))
@api.response(201)
def create_redrive(form):
    chosen = actions.request_redrive(
        g.session, reader=form.reader, event_ids=form.event_ids, by=g.staff.username, now=g.now
    )
    return {"reader": form.reader, "event_ids": [letter.event_id for letter in chosen]}


@api.route("/units/<code>/closings", methods=["POST"])
@allowed("admin")
@api.arguments(schema_of(ClosingForm))
@api.response(201)
def create_closing(form, code):
    return actions.close_unit(g.session, code, form, by=g.staff, now=g.now).told


@api.route("/staff/<username>/departures", methods=["POST"])
@allowed("admin")
@api.arguments(schema_of(DepartureForm))
@api.response(201)
def create_departure(form, username):
    left = actions.remove_staff(g.session, username, g.now, by=g.staff.username, **vars(form))
    return {**left.told, "active": left.active, "successor": form.successor}


def _queue(row):
    return {
        "queue": row.queue,
        "depth": row.depth,
        "consumers": row.consumers,
        "unsent": row.unsent,
        "waiting": row.waiting,
        "dead_letters": row.dead,
        "read_at": row.read_at.isoformat() if row.read_at else None,
        "stale": row.stale,
    }


def _dead_letter(letter):
    return {
        "reader": letter.reader,
        "event_id": letter.event_id,
        "type": letter.type,
        "about": letter.about,
        "error": letter.error,
        "attempts": letter.attempts,
        "first_failed_at": letter.first_failed_at.isoformat(),
        "failed_at": letter.failed_at.isoformat(),
        "redriven_at": letter.redriven_at.isoformat() if letter.redriven_at else None,
    }
