"""What all tables of routing belong to."""

from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass
