"""Staff, units and who left, dead letters as their owners told of them, and the last reading of each queue."""

from sqlalchemy import JSON, BigInteger, Date, Index, String, Text, Uuid, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db import Moment


class Base(DeclarativeBase):
    pass


class Unit(Base):
    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    superior: Mapped[str | None] = mapped_column(String(64))
    mail: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    successor: Mapped[str | None] = mapped_column(String(64))

    @property
    def told(self):
        names = ("code", "kind", "name", "name_en", "superior", "mail", "phone", "active", "successor")
        return {name: getattr(self, name) for name in names}


class UnitClosing(Base):
    """A unit was closed (撤销): by whom, why, and to whom its powers went."""

    __tablename__ = "unit_closing"

    closing_id = mapped_column(Uuid, primary_key=True)
    unit: Mapped[str] = mapped_column(String(64))
    successor: Mapped[str | None] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class Departure(Base):
    """A member of staff left: who said so, why, and which colleague takes over what they had in hand."""

    __tablename__ = "departure"

    departure_id = mapped_column(Uuid, primary_key=True)
    username: Mapped[str] = mapped_column(String(64))
    successor: Mapped[str | None] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(64))
    at = mapped_column(Moment, nullable=False)


class Staff(Base):
    __tablename__ = "staff"

    username: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(32))
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    signed_out_before = mapped_column(Moment)

    @property
    def told(self):
        return {"username": self.username, "name": self.name, "unit": self.unit, "role": self.role}


class DeadLetter(Base):
    __tablename__ = "dead_letter"
    __table_args__ = (
        Index(
            "ix_dead_letter_open",
            "failed_at",
            postgresql_where=text("settled_at IS NULL"),
            sqlite_where=text("settled_at IS NULL"),
        ),
    )

    reader: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    type: Mapped[str] = mapped_column(String(64))
    about: Mapped[str | None] = mapped_column(String(200))
    error: Mapped[str] = mapped_column(String(400))
    attempts: Mapped[int]
    first_failed_at = mapped_column(Moment, nullable=False)
    failed_at = mapped_column(Moment, nullable=False)
    settled_at = mapped_column(Moment)
    redriven_at = mapped_column(Moment)
    redriven_by: Mapped[str | None] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(BigInteger)


class Reconciliation(Base):
    """The nightly proof that nothing is lost, one row a day; `findings` are the invariants found broken."""

    __tablename__ = "reconciliation"

    day = mapped_column(Date, primary_key=True)
    started_at = mapped_column(Moment, nullable=False)
    finished_at = mapped_column(Moment)
    findings = mapped_column(JSON)
    emptied: Mapped[int | None]


class QueueReading(Base):
    __tablename__ = "queue_reading"

    queue: Mapped[str] = mapped_column(String(64), primary_key=True)
    depth: Mapped[int | None]
    consumers: Mapped[int | None]
    unsent: Mapped[int | None]
    waiting: Mapped[int | None]
    read_at = mapped_column(Moment)
    tried_at = mapped_column(Moment, nullable=False)
