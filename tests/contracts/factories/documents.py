"""Papers that lie with a referral."""

from typing import Any
from uuid import UUID

from shared.contracts import documents
from tests.contracts.factories.matter import AT
from tests.contracts.factories.routing import ABOUT_A_REFERRAL

ABOUT_A_DOCUMENT: dict[str, Any] = {
    **ABOUT_A_REFERRAL,
    "document_id": UUID("00000000-0000-4000-8000-000000000021"),
    "title": "（虚构）劳动合同复印件",
    "documents_unit": "caoqiao",
}
DOCUMENT_ATTACHED = documents.DocumentAttached(
    **ABOUT_A_DOCUMENT,
    size=48_213,
    media_type="application/pdf",
    digest="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    attached_by="caoqiao",
    attached_at=AT,
)
DOCUMENT_STRUCK_OUT = documents.DocumentStruckOut(
    **ABOUT_A_DOCUMENT, words="（虚构）传错了一份。", struck_out_by="caoqiao", struck_out_at=AT
)
