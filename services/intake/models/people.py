"""The people behind matters."""

from sqlalchemy import JSON, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import SealedText


class Petitioner(Base):
    """The person behind a matter; identity lies sealed and is found by blind index."""

    __tablename__ = "petitioner"

    petitioner_id = mapped_column(Uuid, primary_key=True)
    name = mapped_column(SealedText("petitioner.name"), nullable=False)
    name_index: Mapped[str] = mapped_column(String(32), index=True)
    phone = mapped_column(SealedText("petitioner.phone"))
    phone_index: Mapped[str | None] = mapped_column(String(32), index=True)
    id_number = mapped_column(SealedText("petitioner.id_number"))
    id_number_index: Mapped[str | None] = mapped_column(String(32), index=True)
    address = mapped_column(SealedText("petitioner.address"))
    groups = mapped_column(JSON, nullable=False)
