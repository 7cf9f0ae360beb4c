"""Whoever has to do with an order puts papers to it; what lies there by mistake is struck out, with the reason."""

import hashlib
from uuid import uuid4

from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import NotYourStep, locked
from services.routing.models import Document, DocumentContent
from services.routing.policy.documents import GONE_ON, LARGEST, MOST_OF_A_REFERRAL, media_type_of
from shared.contracts.documents import DocumentAttached, DocumentStruckOut
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.messaging import publish


class StruckOutAlready(Refused):
    """这份材料已经撤下"""


class WithAnotherOrder(Refused):
    """这件已经退回、重办、拆分或者请求复查，材料请补充到新的那一件"""


def attach_document(session, referral_id, form, file, *, by, now):
    """The same file twice is one document: a double click leaves no second one."""
    referral = _of_a_party(session, referral_id, by)
    if referral.state in GONE_ON:
        raise WithAnotherOrder
    media, digest = _looked_at(file), hashlib.sha256(file.content).hexdigest()
    lying = [one for one in referral.documents if one.struck_out_at is None]
    if same := next((one for one in lying if one.digest == digest), None):
        return same
    if len(lying) >= MOST_OF_A_REFERRAL:
        raise InvalidFields(FieldProblem("file", "enough_documents", MOST_OF_A_REFERRAL))
    document = Document(
        document_id=uuid4(),
        title=form.title,
        media_type=media.name,
        size=len(file.content),
        digest=digest,
        unit=by.unit,
        by=by.username,
        at=now,
        content=DocumentContent(sealed=file.content),
    )
    referral.documents.append(document)
    publish(
        session,
        DocumentAttached(
            **_about(referral, document),
            size=document.size,
            media_type=document.media_type,
            digest=digest,
            attached_by=by.username,
            attached_at=now,
        ),
    )
    return document


def strike_out_document(session, document_id, form, *, by, now):
    """Only the unit that put it there; its content is emptied, its line and the reason stay."""
    found = session.get(Document, document_id)
    if found is None:
        raise NotFound
    referral = _of_a_party(session, found.referral_id, by)
    document = next(one for one in referral.documents if one.document_id == document_id)
    if by.unit != document.unit:
        raise NotYourStep
    if document.struck_out_at is not None:
        raise StruckOutAlready
    document.struck_out_at, document.struck_out_by = now, by.username
    document.struck_out_because, document.content = form.words, None
    publish(
        session,
        DocumentStruckOut(
            **_about(referral, document), words=form.words, struck_out_by=by.username, struck_out_at=now
        ),
    )
    return document


def _of_a_party(session, referral_id, by):
    referral = locked(session, referral_id, by)
    if by.unit not in referral.parties:
        raise NotFound
    return referral


def _looked_at(file):
    if len(file.content) > LARGEST:
        raise InvalidFields(FieldProblem("file", "file_too_large", LARGEST // 1024 // 1024))
    media = media_type_of(file.name, file.content)
    if media is None:
        raise InvalidFields(FieldProblem("file", "not_a_document"))
    return media


def _about(referral, document):
    return about_a_referral(referral) | {
        "document_id": document.document_id,
        "title": document.title,
        "documents_unit": document.unit,
    }
