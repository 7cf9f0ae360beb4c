"""Papers that lie with an order: the letter, the contract, the photograph, the receipt (材料)."""

from sqlalchemy import BigInteger, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.routing.models.base import Base
from shared.db import Moment, SealedBytes, SealedText


class Document(Base):
    """What it is and who put it there; one that was struck out keeps its line, not its content."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_referral", "referral_id", "at"),)

    document_id = mapped_column(Uuid, primary_key=True)
    referral_id = mapped_column(ForeignKey("referral.referral_id"), nullable=False)
    title = mapped_column(SealedText("document.title"), nullable=False)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    digest = mapped_column(SealedText("document.digest"), nullable=False)
    unit: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)
    struck_out_at = mapped_column(Moment)
    struck_out_by: Mapped[str | None] = mapped_column(String(64))
    struck_out_because = mapped_column(SealedText("document.struck_out_because"))

    content: Mapped["DocumentContent | None"] = relationship(lazy="select", cascade="all, delete-orphan")


class DocumentContent(Base):
    """The file itself, sealed; gone once the document is struck out."""

    __tablename__ = "document_content"

    document_id = mapped_column(ForeignKey("document.document_id"), primary_key=True)
    sealed = mapped_column(SealedBytes("document_content.sealed"), nullable=False)
