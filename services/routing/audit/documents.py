"""What must be true of the papers of an order."""

from sqlalchemy import and_, or_, select

from services.routing.audit.telling import untold_of_orders
from services.routing.models import Document, DocumentContent


def every_document_was_announced(session, before):
    """a matter whose papers do not match their events"""
    return untold_of_orders(session, Document, "document.attached")


def what_is_not_struck_out_has_its_content(session, before):
    """a paper without its content, or one that was struck out and still has it"""
    lost = and_(Document.struck_out_at.is_(None), DocumentContent.document_id.is_(None))
    kept = and_(Document.struck_out_at.is_not(None), DocumentContent.document_id.is_not(None))
    return session.scalars(select(Document.document_id).outerjoin(DocumentContent).where(or_(lost, kept)))


INVARIANTS = (every_document_was_announced, what_is_not_struck_out_has_its_content)
