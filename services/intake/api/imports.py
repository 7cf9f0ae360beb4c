"""The JSON door of imports: a file in, what is wrong in it or what became of it out."""

from typing import Annotated

from flask import g

from services.intake.actions import importing
from services.intake.api.door import api
from services.intake.import_views import as_json, import_of, matters_of, shown_rows
from shared.contracts.base import form
from shared.contracts.fields import Count, schema_of
from shared.web import allowed, in_english
from shared.web.sheets import CONTENT_TYPE
from shared.web.uploads import takes_file, uploaded

CSV = "text/csv"
A_FILE = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}, "required": ["file"]}
BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY = {"content": {"multipart/form-data": {"schema": A_FILE}, CSV: BINARY, CONTENT_TYPE: BINARY}, "required": True}


@form
class NothingMore:
    """An act that needs no words."""


@form
class ImportQuery:
    preview: bool = False


@form
class AfterRow:
    after: Annotated[int, Count(0, 2_000_000)] = 0


@api.route("/imports", methods=["POST"])
@allowed("petition_clerk")
@takes_file(CSV, CONTENT_TYPE)
@api.doc(requestBody=BODY)
@api.arguments(schema_of(ImportQuery), location="query")
@api.response(202)
def create_import(query):
    """Take a spreadsheet. It is registered as soon as it is checked, unless a `preview` is asked for first."""
    file = uploaded()
    one, is_new = importing.take_file(
        g.session,
        file.content,
        file.name,
        asks_first=query.preview,
        by=g.staff,
        now=g.now,
        english=in_english(),
    )
    location = {"Location": f"/intake/api/v1/imports/{one.import_id}"}
    return {**as_json(g.session, one), "repeated": not is_new}, 202 if is_new else 200, location


@api.route("/imports/<uuid:import_id>")
@allowed("petition_clerk")
@api.response(200)
def show_import(import_id):
    return as_json(g.session, import_of(g.session, import_id, g.staff))


@api.route("/imports/<uuid:import_id>/errors")
@allowed("petition_clerk")
@api.arguments(schema_of(AfterRow), location="query")
@api.response(200)
def list_import_errors(query, import_id):
    rows, following = shown_rows(g.session, import_of(g.session, import_id, g.staff), query.after)
    errors = [
        {"row": p.row, "column": p.column, "field": p.field, "code": p.code, "detail": p.detail, "allowed": p.allowed}
        for row in rows
        for p in row.problems.values()
    ]
    return {"errors": errors, "next_after": following}


@api.route("/imports/<uuid:import_id>/matters")
@allowed("petition_clerk")
@api.arguments(schema_of(AfterRow), location="query")
@api.response(200)
def list_imported_matters(query, import_id):
    one = import_of(g.session, import_id, g.staff)
    found, following = matters_of(g.session, one, g.staff, query.after)
    matters = [{"row": m.number, "external_no": m.external_no, "matter_no": m.matter_no} for m in found]
    return {"matters": matters, "next_after": following}


@api.route("/imports/<uuid:import_id>/confirmations", methods=["POST"])
@allowed("petition_clerk")
@api.arguments(schema_of(NothingMore))
@api.response(202)
def create_confirmation(nothing, import_id):
    return as_json(g.session, importing.confirm_import(g.session, import_id, by=g.staff, now=g.now))


@api.route("/imports/<uuid:import_id>/discards", methods=["POST"])
@allowed("petition_clerk")
@api.arguments(schema_of(NothingMore))
@api.response(200)
def create_discard(nothing, import_id):
    return as_json(g.session, importing.discard_import(g.session, import_id, by=g.staff, now=g.now))
