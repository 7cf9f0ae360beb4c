"""The tables of the copies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.contracts.words import OUTSIDE_KINDS
from shared.db.types import Moment


class DirectoryBase(DeclarativeBase):
    """The metadata of the copies."""


class KnownUnit(DirectoryBase):
    """A unit as the console last told of it."""

    __tablename__ = "known_unit"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    superior: Mapped[str | None] = mapped_column(String(64))
    mail: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool]
    sequence: Mapped[int] = mapped_column(BigInteger)

    @property
    def outside(self) -> bool:
        """An organ that has no desk in Liandong: what goes there ends as handed outside."""
        return self.kind in OUTSIDE_KINDS


class KnownStaff(DirectoryBase):
    """A member of staff as the console last told of them."""

    __tablename__ = "known_staff"

    username: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(32))
    active: Mapped[bool]
    signed_out_before: Mapped[datetime | None] = mapped_column(Moment)
    sequence: Mapped[int] = mapped_column(BigInteger)


class Formerly(DirectoryBase):
    """Another unit stood above a unit, or a member of staff was in another one: never forgotten, since a report that
    accuses that unit is kept from them all the same. `whose` is a unit's code, or a user name behind an `@`."""

    __tablename__ = "formerly"

    whose: Mapped[str] = mapped_column(String(65), primary_key=True)
    unit: Mapped[str] = mapped_column(String(64), primary_key=True)
