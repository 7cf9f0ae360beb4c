"""Papers of an order: put there, taken out to read, struck out."""

import io

from flask import g, send_file
from flask_babel import gettext

from services.routing import actions, papers, queries
from services.routing.forms.documents import DocumentForm, StrikingOutForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import READERS
from services.routing.policy.documents import BY_NAME
from shared.web import allowed, load_form, pages_of
from shared.web.looks import opened
from shared.web.uploads import takes_file, uploaded

pages = pages_of("routing", "document_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/documents")
@allowed(*READERS)
@takes_file()
@of_a_referral("document")
def create_document(referral_id):
    form, file = load_form(DocumentForm), uploaded()
    actions.attach_document(g.session, referral_id, form, file, by=g.staff, now=g.now)
    return gettext("材料已补充")


@pages.post("/routing/documents/<uuid:document_id>/strikes")
@allowed(*READERS)
@of_a_referral("strike-{}", queries.referral_of_document)
def create_strike(document_id):
    actions.strike_out_document(g.session, document_id, load_form(StrikingOutForm), by=g.staff, now=g.now)
    return gettext("材料已撤下，内容已清除，记录保留")


@pages.get("/routing/documents/<uuid:document_id>")
@allowed(*READERS)
def download_document(document_id):
    return opened_to_read(document_id)


def opened_to_read(document_id):
    """What stands in it cannot be masked: whoever opens it leaves a look."""
    document, matter_no = papers.document_to_read(g.session, document_id, g.staff)
    opened(matter_no, "attached", by=g.staff, now=g.now)
    return _sent(document)


def _sent(document):
    """Always as a file to keep, never as a page of ours: whoever made it is not known."""
    name = f"{document.title}.{BY_NAME[document.media_type].ending}"
    content = io.BytesIO(document.content.sealed)
    return send_file(content, mimetype=document.media_type, as_attachment=True, download_name=name)
