"""What the page of a referral shows of its papers, those of the orders before it among them."""

from flask import g

from services.routing import papers
from services.routing.policy.documents import GONE_ON, LARGEST, MEDIA_TYPES


def shown_documents(referral, acts):
    involved = g.staff.unit in referral.parties
    return {
        "documents": papers.documents_of(g.session, referral),
        "may_attach": acts and involved and referral.state not in GONE_ON,
        "attaching_unit": g.staff.unit if acts and involved else None,
        "document_kinds": {media.name: media.ending.upper() for media in MEDIA_TYPES},
        "document_endings": ",".join(f".{media.ending}" for media in MEDIA_TYPES),
        "largest_document": LARGEST // 1024 // 1024,
    }
