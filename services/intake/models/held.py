"""In whose hands a claim was."""

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base


class HeldClaim(Base):
    """A unit held a claim. It reads on when it has passed it down, sent it up or let it go; not once it gave it back,
    because it was not competent. The key begins with the unit: by it a desk finds its matters."""

    __tablename__ = "held_claim"
    __table_args__ = (Index("ix_held_claim_claim", "claim_id"),)

    unit: Mapped[str] = mapped_column(String(64), primary_key=True)
    matter_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    claim_id = mapped_column(Uuid, ForeignKey("claim.claim_id"), primary_key=True)
    given_back: Mapped[bool] = mapped_column(default=False)
