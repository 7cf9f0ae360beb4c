"""The city as routing decides by it: places with their territory, and the rules as published."""

from sqlalchemy import BigInteger, Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.routing.models.base import Base
from shared.db import Moment


class Place(Base):
    """A township or village today, an old name, and the unit that has the territory."""

    __tablename__ = "place"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(16))
    unit: Mapped[str] = mapped_column(String(64))
    now_called: Mapped[str | None] = mapped_column(String(100))


class CityEdition(Base):
    """What a city counts: `places` up whenever they change, so that every process knows when to read them again; the
    last number of rules that were withdrawn."""

    __tablename__ = "city_edition"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    last: Mapped[int]


class RulesEdition(Base):
    """The city's rules as published, whole and never changed; in force from a day until the next edition."""

    __tablename__ = "rules_edition"

    number: Mapped[int] = mapped_column(primary_key=True)
    valid_from = mapped_column(Date, nullable=False, unique=True)
    text: Mapped[str] = mapped_column(Text)
    published_at = mapped_column(Moment, nullable=False)
    published_by: Mapped[str | None] = mapped_column(String(64))


class StaffSuccession(Base):
    """Somebody who left, and the colleague who takes over from them, as the console last told of it."""

    __tablename__ = "staff_succession"

    username: Mapped[str] = mapped_column(String(64), primary_key=True)
    successor: Mapped[str | None] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(BigInteger)


class Succession(Base):
    """A unit that was closed, and the unit that its powers went to, as the console last told of it."""

    __tablename__ = "succession"

    unit: Mapped[str] = mapped_column(String(64), primary_key=True)
    successor: Mapped[str | None] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(BigInteger)
