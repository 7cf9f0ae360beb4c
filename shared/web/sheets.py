"""A list as a spreadsheet, of any length: written row by row to the disk, and nothing in it is ever a formula."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO, Any, Protocol

from xlsxwriter import Workbook

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_TEXT = 32_767
"""What a cell holds; Excel calls a file with more of it broken."""


class Column(Protocol):
    """What stands above a column, and what of a row stands in it: text, a number, a day, a moment or nothing."""

    label: str

    def of(self, row: Any, /) -> Any:
        """The value in this column."""


def sheet(title: str, columns: Sequence[Column], rows: Iterable[Any]) -> IO[bytes]:
    """An open xlsx file, at its beginning, with a heading row that stays in view; moments stand as they are given.

    A text that a program could take for a formula carries Excel's mark of a text, and stays one when it is edited.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    options = {"constant_memory": True, "remove_timezone": True, "in_memory": False}
    with Workbook(file, options) as book:
        page = book.add_worksheet(title[:31])
        write = _Writer(book, page)
        page.freeze_panes(1, 0)
        page.set_column(0, len(columns) - 1, 18)
        for place, column in enumerate(columns):
            page.write_string(0, place, column.label, write.bold)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, column in enumerate(columns):
                write.cell(last, place, column.of(row))
        page.autofilter(0, 0, last, len(columns) - 1)
    file.seek(0)
    return file


class _Writer:
    def __init__(self, book: Workbook, page: Any) -> None:
        self.page = page
        self.bold = book.add_format({"bold": True})
        self.plain = book.add_format({"quote_prefix": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})

    def cell(self, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            self.page.write_datetime(row, column, value, self.moment)
        elif isinstance(value, date):
            self.page.write_datetime(row, column, value, self.day)
        elif isinstance(value, int | float):
            self.page.write_number(row, column, value)
        else:
            text = str(value)[:LONGEST_TEXT]
            self.page.write_string(row, column, text, self.plain if text.startswith(FORMULA_BEGINS) else None)
