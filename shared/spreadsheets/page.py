"""The sheet of an xlsx file as its XML is heard: rows come out as soon as they are whole."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import takewhile

from shared.spreadsheets.cells import LONGEST_CELL, MOST_COLUMNS, Cell, Row
from shared.spreadsheets.package import Attributes
from shared.spreadsheets.refusals import Damaged, MergedCells, TooManyColumns

HIGHEST_ROW = 1_048_576
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
PLACE = re.compile(r"([A-Z]{1,7})[0-9]{1,7}")
KINDS = {"s": "shared", "inlineStr": "text", "str": "text", "b": "truth", "e": "error", "d": "moment"}


class PageListener:
    """Hears a worksheet; `taken()` gives the rows that were completed since."""

    def __init__(self, strings: list[str], days: set[int], from_1904: bool) -> None:
        self.strings, self.days = strings, days
        self.first_day = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone there
        self.whole: list[Row] = []
        self.row, self.column = 0, -1
        self.cells: dict[int, Cell] = {}
        self.words: list[str] | None = None
        self.room = LONGEST_CELL
        self.kind, self.style, self.formula, self.phonetic = "n", "", False, False

    def taken(self) -> list[Row]:
        rows, self.whole = self.whole, []
        return rows

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._begin_row(attributes)
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self.formula = True
        elif name in ("v", "t") and not self.phonetic:
            self.words = self.words or []
        elif name == "rPh":
            self.phonetic = True
        elif name == "mergeCell":
            raise MergedCells(place=attributes.get("ref", "")[:20])
        self.hears = name in ("v", "t") and not self.phonetic

    hears = False

    def text(self, words: str) -> None:
        if self.hears and self.words is not None and self.room > 0:
            self.words.append(words[: self.room])
            self.room -= len(words)

    def end(self, name: str) -> None:
        self.hears = False
        if name == "c":
            self._end_cell()
        elif name == "rPh":
            self.phonetic = False
        elif name == "row" and self.cells:
            self.whole.append(Row(self.row, self.cells))

    def _begin_row(self, attributes: Attributes) -> None:
        told = attributes.get("r", "")
        number = int(told) if re.fullmatch("[0-9]{1,7}", told, re.ASCII) else self.row + 1
        if not self.row < number <= HIGHEST_ROW:
            raise Damaged
        self.row, self.column, self.cells = number, -1, {}

    def _begin_cell(self, attributes: Attributes) -> None:
        place = PLACE.fullmatch(attributes.get("r", ""))
        self.column = _column(place[1]) if place else self.column + 1
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.formula, self.words, self.room = False, None, LONGEST_CELL

    def _end_cell(self) -> None:
        text = "".join(self.words or ())
        if self.formula or text:
            if self.column >= MOST_COLUMNS:
                raise TooManyColumns(row=self.row, most=MOST_COLUMNS)
            cell = Cell(text[:LONGEST_CELL], "formula") if self.formula else self._cell(text)
            if cell.text.strip() or cell.kind == "formula":
                self.cells[self.column] = cell
        self.words = None

    def _cell(self, text: str) -> Cell:
        kind = KINDS.get(self.kind, "number")
        if kind == "shared":
            if not text.isdecimal() or int(text) >= len(self.strings):
                raise Damaged
            return Cell(_unescaped(self.strings[int(text)]))
        if kind == "moment":
            return Cell(text[:10], "day")
        if kind == "number":
            return self._number(text)
        if kind == "truth":
            return Cell({"1": "TRUE", "0": "FALSE"}.get(text, text))
        return Cell(_unescaped(text), kind)

    def _number(self, text: str) -> Cell:
        try:
            number = float(text)
            if self.style.isdecimal() and int(self.style) in self.days:
                return Cell((self.first_day + timedelta(days=number)).date().isoformat(), "day")
            return Cell(str(int(number)) if number.is_integer() else repr(number), "number")
        except (ValueError, OverflowError):
            return Cell(text[:LONGEST_CELL], "error")


def _unescaped(text: str) -> str:
    """What XML cannot hold is written `_x000D_`."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text[:LONGEST_CELL])


def _column(letters: str) -> int:
    """`A` is 0, `AA` is 26."""
    number = 0
    for letter in takewhile(str.isalpha, letters):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
