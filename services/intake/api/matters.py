"""Intake's JSON door."""

from datetime import date
from typing import Annotated

from flask import g

from services.intake import actions, consulting, looking, queries
from services.intake.api.door import api
from services.intake.forms import ContactForm, MatterForm, RatingForm
from services.intake.related import related
from services.intake.views import brief, consultation_told, contact_told, earlier, rating_told, whole
from shared.contracts.base import form
from shared.contracts.fields import Code, Line, OneOf, schema_of
from shared.contracts.words import CHANNELS, STATES
from shared.web import allowed

HEARS_PETITIONERS = ("operator", "petition_clerk", "office_clerk", "office_head", "aid_clerk")
CONSULTED_BY = ("operator", "petition_clerk", "leader")
ASKS_FOR_RATINGS = ("operator", "petition_clerk")
READERS = (*HEARS_PETITIONERS, "leader")


@form
class MatterFilter:
    q: Line | None = None
    state: Annotated[str, OneOf(STATES)] | None = None
    channel: Annotated[str, OneOf(CHANNELS)] | None = None
    unit: Code | None = None
    phone: Line | None = None
    since: date | None = None
    until: date | None = None
    cursor: Line | None = None


@form
class ConsultationFilter:
    channel: Annotated[str, OneOf(CHANNELS)] | None = None
    since: date | None = None
    until: date | None = None
    cursor: Line | None = None


@form
class CallerFilter:
    phone: Line


@api.route("/matters", methods=["POST"])
@allowed("operator", "petition_clerk")
@api.arguments(schema_of(MatterForm))
@api.response(201)
def create_matter(form):
    matter = actions.register_matter(g.session, form, by=g.staff, now=g.now)
    location = {"Location": f"/intake/api/v1/matters/{matter.matter_no}"}
    return {**brief(matter), "query_code": matter.query_code}, location


@api.route("/matters")
@allowed(*READERS)
@api.arguments(schema_of(MatterFilter), location="query")
@api.response(200)
def list_matters(filters):
    page = queries.matters(g.session, g.staff, **vars(filters))
    looking.looked_for_person(g.session, filters, page.rows, by=g.staff, now=g.now)
    return {"matters": [brief(matter) for matter in page.rows], "next_cursor": page.next_cursor}


@api.route("/matters/<matter_no>")
@allowed(*READERS)
@api.response(200)
def show_matter(matter_no):
    matter = queries.matter_for(g.session, matter_no, g.staff)
    looking.read_whole(matter_no, by=g.staff, now=g.now)
    return whole(
        matter,
        queries.timeline(g.session, matter_no),
        queries.clocks_running(g.session, matter_no),
        queries.contacts(g.session, matter_no),
        queries.withdrawals(g.session, matter_no),
        queries.corrections(g.session, matter_no),
        queries.splits(g.session, matter_no),
        queries.newest_rating(g.session, matter_no),
        related(g.session, matter_no, g.staff),
    )


@api.route("/matters/<matter_no>/contacts", methods=["POST"])
@allowed(*HEARS_PETITIONERS)
@api.arguments(schema_of(ContactForm))
@api.response(201)
def create_contact(form, matter_no):
    return contact_told(actions.record_contact(g.session, matter_no, form, by=g.staff, now=g.now))


@api.route("/matters/<matter_no>/ratings", methods=["POST"])
@allowed(*ASKS_FOR_RATINGS)
@api.arguments(schema_of(RatingForm))
@api.response(201)
def create_rating(form, matter_no):
    """What the petitioner said of the answer, to whoever rang up to ask."""
    return rating_told(actions.rate_at_a_desk(g.session, matter_no, form, by=g.staff, now=g.now))


@api.route("/callers")
@allowed("operator", "petition_clerk")
@api.arguments(schema_of(CallerFilter), location="query")
@api.response(200)
def show_caller(filters):
    matters = queries.earlier_contacts(g.session, g.staff, filters.phone)
    looking.looked_for_caller(filters.phone, by=g.staff, now=g.now)
    return {"contacts": earlier(matters, queries.counted_contacts(g.session, matters))}


@api.route("/consultations")
@allowed(*CONSULTED_BY)
@api.arguments(schema_of(ConsultationFilter), location="query")
@api.response(200)
def list_consultations(filters):
    since, until = consulting.period(filters.since, filters.until, g.today)
    page = consulting.newest(g.session, since, until, filters.channel, filters.cursor)
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "counted": consulting.counted(g.session, since, until),
        "consultations": [consultation_told(one) for one in page.rows],
        "next_cursor": page.next_cursor,
    }
