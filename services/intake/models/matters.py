"""Matters, their claims, and what they are found and numbered by."""

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, String, Text, Uuid, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.intake.models.base import Base
from services.intake.models.consultations import Consultation
from services.intake.models.contacts import Contact
from services.intake.models.people import Agent, Petitioner
from services.intake.policy.matter_state import is_heard_again
from shared.db import Moment, SealedText

APART = text("held_apart IS NOT NULL")
NOT_ACCEPTED = ("DECLINED", "BARRED")
NOBODYS_TURN = ("ANSWERED", "FINALISED", "HANDED_OUTSIDE", "WITHDRAWN", "SPLIT", *NOT_ACCEPTED)


class Matter(Base):
    """A petition matter (信访事项) from the moment it has a number."""

    __tablename__ = "matter"
    __table_args__ = (
        Index("ix_matter_newest", "registered_at", "matter_no"),
        Index("ix_matter_state", "state", "registered_at", "matter_no"),
        Index("ix_matter_holder", "holder", "registered_at", "matter_no"),
        Index("ix_matter_external_no", "external_no"),
        Index("ix_matter_registered_here", "registering_unit", "registered_at", "matter_no"),
        Index("ix_matter_state_here", "registering_unit", "state", "registered_at", "matter_no"),
        Index("ix_matter_channel_here", "registering_unit", "channel", "registered_at", "matter_no"),
    )

    matter_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    petitioner_id = mapped_column(ForeignKey("petitioner.petitioner_id"), nullable=False, index=True)
    place = mapped_column(SealedText("matter.place"))
    place_code: Mapped[str | None] = mapped_column(String(64))
    narrative: Mapped[str] = mapped_column(Text)
    group_size: Mapped[int | None]
    representatives = mapped_column(SealedText("matter.representatives"))
    respondent: Mapped[str | None] = mapped_column(String(64))
    respondent_name = mapped_column(SealedText("matter.respondent_name"))
    accused_unit = mapped_column(SealedText("matter.accused_unit"))
    accused_index: Mapped[str | None] = mapped_column(String(32))
    accused_words = mapped_column(SealedText("matter.accused_words"))
    external_no: Mapped[str | None] = mapped_column(String(200))
    reply_by = mapped_column(Date)
    details = mapped_column(SealedText("matter.details"))
    same_as: Mapped[str | None] = mapped_column(String(24))
    received_at = mapped_column(Moment, nullable=False)
    registered_at = mapped_column(Moment, nullable=False)
    registered_by: Mapped[str] = mapped_column(String(64))
    registering_unit: Mapped[str] = mapped_column(String(64))
    query_code = mapped_column(SealedText("matter.query_code"), nullable=False)
    query_code_index: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    holder: Mapped[str | None] = mapped_column(String(64))

    petitioner: Mapped[Petitioner] = relationship(lazy="joined", innerjoin=True)
    claims: Mapped[list["Claim"]] = relationship(order_by="Claim.number", lazy="selectin")
    agents: Mapped[list[Agent]] = relationship(order_by=Agent.number, lazy="select")
    consultation: Mapped[Consultation | None] = relationship(lazy="select")
    contacts: Mapped[list[Contact]] = relationship(order_by=Contact.number, lazy="raise")

    @property
    def whose_turn(self):
        """The unit that must act next; nobody once it is answered, declined, withdrawn or handed outside."""
        return None if self.state in NOBODYS_TURN else self.holder

    @property
    def takes_contacts(self):
        """Whether a further call, visit or letter of the petitioner is kept with it."""
        return is_heard_again(self.state, self.consultation is not None)


class Claim(Base):
    """One claim (诉求) and what intake has heard of it; `sequence` tells a late event from a newer one. `held_apart`
    is its holder where the matter is another unit's."""

    __tablename__ = "claim"
    __table_args__ = (
        Index("ix_claim_holder", "holder", "matter_no"),
        Index("ix_claim_held_apart", "held_apart", "matter_no", sqlite_where=APART, postgresql_where=APART),
    )

    claim_id = mapped_column(Uuid, primary_key=True)
    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), index=True)
    number: Mapped[int]
    category: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    facts = mapped_column(JSON, nullable=False)
    state: Mapped[str] = mapped_column(String(20))
    holder: Mapped[str | None] = mapped_column(String(64))
    held_apart: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str | None] = mapped_column(String(16))
    sequence: Mapped[int] = mapped_column(BigInteger)


class MatterWords(Base):
    """The pairs of characters in a matter's narrative, so that a word of two is found. SQLite keeps none."""

    __tablename__ = "matter_words"
    __table_args__ = (
        Index("ix_matter_words", "pairs", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )

    matter_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    pairs = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"), nullable=False)
    registered_at = mapped_column(Moment)


class NumberSeries(Base):
    __tablename__ = "number_series"

    prefix: Mapped[str] = mapped_column(String(16), primary_key=True)
    last: Mapped[int]
