"""Column types: aware moments, and personal text that lies sealed on the disk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from shared.privacy import open_bytes, open_sealed, seal, seal_bytes


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite would give it back naive; a naive one is refused on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without its offset cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SealedText(TypeDecorator[str]):
    """Personal text: sealed on the disk under the name of its column, open in Python.

    `SealedText("petitioner.name")`. It cannot be searched; keep a `blind_index` beside it for exact look-up.
    """

    impl = Text
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else seal(value, self.column)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else open_sealed(value, self.column)


class SealedBytes(TypeDecorator[bytes]):
    """A personal file: sealed on the disk under the name of its column, open in Python."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else seal_bytes(value, self.column)

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else open_bytes(bytes(value), self.column)
