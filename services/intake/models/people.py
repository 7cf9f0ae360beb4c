"""The people behind matters."""

from sqlalchemy import JSON, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.contracts.intake import Reach
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
    safe_to_ring: Mapped[bool | None]
    do_not_announce: Mapped[bool] = mapped_column(default=False)
    ring_when = mapped_column(SealedText("petitioner.ring_when"))
    language: Mapped[str | None] = mapped_column(String(16))
    needs = mapped_column(JSON)

    @property
    def reach(self):
        """How this person may be reached; None where nothing was said of it."""
        said = Reach(
            safe_to_ring=self.safe_to_ring,
            do_not_announce=self.do_not_announce,
            ring_when=self.ring_when,
            language=self.language,
            needs=tuple(self.needs or ()),
        )
        return None if said == Reach() else said

    def may_be_reached(self, said):
        """What was said of it now; what nothing was said of stays as it was."""
        if said is None:
            return
        for name in ("safe_to_ring", "do_not_announce", "ring_when", "language"):
            if getattr(said, name) is not None:
                setattr(self, name, getattr(said, name))
        self.needs = sorted(set(said.needs)) or self.needs


class Agent(Base):
    """Who speaks for the petitioner of a matter (代理人、法定代理人), by which authority."""

    __tablename__ = "agent"

    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name = mapped_column(SealedText("agent.name"), nullable=False)
    phone = mapped_column(SealedText("agent.phone"))
    relation = mapped_column(SealedText("agent.relation"))
    authority: Mapped[str] = mapped_column(String(16))
