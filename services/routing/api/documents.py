"""The JSON doors of the papers of an order; a file goes in as one part of a form, and comes out as itself."""

from flask import g

from services.routing import actions, papers, queries
from services.routing.api.door import api
from services.routing.forms.documents import DocumentForm, StrikingOutForm
from services.routing.pages.documents import opened_to_read
from services.routing.policy.act import READERS
from services.routing.views import document_view
from shared.contracts.fields import schema_of
from shared.web import allowed, load_form
from shared.web.uploads import takes_file, uploaded

PARTS = {"title": {"type": "string"}, "file": {"type": "string", "format": "binary"}}
A_FORM = {"schema": {"type": "object", "properties": PARTS, "required": list(PARTS)}}


@api.route("/referrals/<uuid:referral_id>/documents", methods=["POST"])
@allowed(*READERS)
@takes_file()
@api.doc(requestBody={"content": {"multipart/form-data": A_FORM}, "required": True})
@api.response(201)
def create_document(referral_id):
    form, file = load_form(DocumentForm), uploaded()
    return document_view(actions.attach_document(g.session, referral_id, form, file, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/documents", methods=["GET"])
@allowed(*READERS)
@api.response(200)
def list_documents(referral_id):
    """The papers of a referral, and of those that brought its claims to a unit before."""
    referral = queries.referral_for(g.session, referral_id, g.staff)
    return {"documents": [document_view(one) for one in papers.documents_of(g.session, referral)]}


@api.route("/documents/<uuid:document_id>")
@allowed(*READERS)
@api.response(200, content_type="application/octet-stream")
def read_document(document_id):
    return opened_to_read(document_id)


@api.route("/documents/<uuid:document_id>/strikes", methods=["POST"])
@allowed(*READERS)
@api.arguments(schema_of(StrikingOutForm))
@api.response(201)
def create_strike(form, document_id):
    return document_view(actions.strike_out_document(g.session, document_id, form, by=g.staff, now=g.now))
