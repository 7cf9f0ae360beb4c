"""What the toy services keep."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db import SealedText


class ToyBase(DeclarativeBase):
    """The metadata of the toys."""


class Shelf(ToyBase):
    """A toy and its newest colour."""

    __tablename__ = "shelf"

    toy: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(SealedText("shelf.owner"))
    colour: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(BigInteger)


class Effect(ToyBase):
    """One line for each time a handler ran to its end; no unique key, so that doubles are seen."""

    __tablename__ = "effect"

    number: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(64))
