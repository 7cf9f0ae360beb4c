"""Spreadsheets: long ones need no more memory than short ones, and no text in them is ever a formula."""

import tracemalloc
from dataclasses import dataclass
from datetime import date

import pytest

from shared.web.sheets import sheet
from tests.support.sheets import MAIN, cells_of, rows_of


@dataclass(frozen=True)
class Column:
    label: str

    def of(self, row):
        return row


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x","y")', "+86 1", "-2", "@SUM(A1)", "{=1}", "http://x"]
)
def test_what_looks_like_a_formula_is_text(text):
    with sheet("台账", [Column("地点")], [text]) as file:
        written = file.read()
    _, cell = cells_of(written)
    assert cell.attrib["t"] == "inlineStr"
    assert cell.find(f"{MAIN}f") is None
    assert rows_of(written) == [{"地点": text}]


def test_days_are_days_and_nothing_is_nothing():
    with sheet("台账", [Column("收到")], [date(2026, 11, 22), None, ""]) as file:
        written = file.read()
    assert rows_of(written) == [{"收到": "46348"}]


def test_control_characters_do_not_break_the_file():
    with sheet("台账", [Column("地点")], ["a\x0bb\x00c"]) as file:
        assert len(rows_of(file.read())) == 1


def test_a_long_list_needs_no_more_memory_than_a_short_one():
    rows = (f"{number:06}" * 500 for number in range(4_000))
    tracemalloc.start()
    with sheet("台账", [Column("地点")], rows):
        _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3_000_000
