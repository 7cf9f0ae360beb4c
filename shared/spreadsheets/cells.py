"""What stands in a spreadsheet, whichever kind of file it came in."""

from __future__ import annotations

from dataclasses import dataclass

MOST_COLUMNS = 100
LONGEST_CELL = 32_767
"""What a cell of Excel holds."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, and what it was: `text`, `number`, `day` (its text reads 2026-11-30), `formula` or `error`."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that hold something, by column from 0, under the number the spreadsheet shows for it."""

    number: int
    cells: dict[int, Cell]
