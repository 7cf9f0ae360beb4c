"""The people behind matters."""

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.contracts.intake import Reach
from shared.db import Moment, SealedText

SAID_OF_REACH = ("safe_to_ring", "do_not_announce", "ring_when", "language", "needs", "reach_said_at")
OLD_FORM = text("phone_form IS NULL AND phone_index IS NOT NULL")


class Petitioner(Base):
    """The person behind a matter; identity lies sealed and is found by blind index."""

    __tablename__ = "petitioner"
    __table_args__ = (
        Index("ix_petitioner_phone_form", "petitioner_id", sqlite_where=OLD_FORM, postgresql_where=OLD_FORM),
    )

    petitioner_id = mapped_column(Uuid, primary_key=True)
    name = mapped_column(SealedText("petitioner.name"), nullable=False)
    name_index: Mapped[str] = mapped_column(String(32), index=True)
    phone = mapped_column(SealedText("petitioner.phone"))
    phone_index: Mapped[str | None] = mapped_column(String(32), index=True)
    phone_form: Mapped[int | None]
    id_number = mapped_column(SealedText("petitioner.id_number"))
    id_number_index: Mapped[str | None] = mapped_column(String(32), index=True)
    address = mapped_column(SealedText("petitioner.address"))
    groups = mapped_column(JSON, nullable=False)
    safe_to_ring: Mapped[bool | None]
    do_not_announce: Mapped[bool] = mapped_column(default=False)
    ring_when = mapped_column(SealedText("petitioner.ring_when"))
    language: Mapped[str | None] = mapped_column(String(16))
    needs = mapped_column(JSON)
    reach_said_at = mapped_column(Moment)

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

    def may_be_reached_like(self, earlier):
        """As the same person said when another matter was told of."""
        for name in SAID_OF_REACH if earlier else ():
            setattr(self, name, getattr(earlier, name))

    def may_be_reached(self, said, at):
        """What was said of it now; what nothing was said of stays as it was."""
        told = {name: value for name, value in vars(said).items() if value or value is False} if said else {}
        for name, value in told.items():
            setattr(self, name, sorted(set(value)) if name == "needs" else value)
        if told:
            self.reach_said_at = at


class Agent(Base):
    """Who speaks for the petitioner of a matter (代理人、法定代理人), by which authority."""

    __tablename__ = "agent"

    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name = mapped_column(SealedText("agent.name"), nullable=False)
    phone = mapped_column(SealedText("agent.phone"))
    relation = mapped_column(SealedText("agent.relation"))
    authority: Mapped[str] = mapped_column(String(16))
