"""What routing publishes of the papers that lie with a referral."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.contracts.about import AboutAReferral
from shared.contracts.base import event, part
from shared.contracts.fields import Code, Line, Sealed


@part
class AboutADocument(AboutAReferral):
    """Which paper, and whose: the unit that put it there."""

    document_id: UUID
    title: Sealed[Line]
    documents_unit: Code


@event("document.attached", version=1)
class DocumentAttached(AboutADocument):
    """A paper was put to a referral: `size` in bytes, `digest` the SHA-256 of its content in hexadecimal digits, by
    which the chain of the matter holds the file too.

    Heard by intake (timeline).
    """

    size: int
    media_type: Line
    digest: Sealed[Line]
    attached_by: Code
    attached_at: datetime


@event("document.struck_out", version=1)
class DocumentStruckOut(AboutADocument):
    """A paper that lay there by mistake was struck out: its content is gone, its line stays.

    Heard by intake (timeline).
    """

    words: Sealed[Line]
    struck_out_by: Code
    struck_out_at: datetime
