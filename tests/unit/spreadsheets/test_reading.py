"""A spreadsheet is read as whoever filled it in sees it, whichever program and encoding it went through."""

from datetime import date

import pytest

from shared.spreadsheets import Cell, inspect, rows
from shared.spreadsheets.commas import garbled
from tests.support.workbooks import SHEET, a_csv, an_xlsx, with_part

LINES = [["来文编号", "姓名"], ["平信转〔2026〕1号", "林某"], [], ["2号", "龚骉，女"]]


def texts(content):
    return {row.number: [cell.text for cell in row.cells.values()] for row in rows(content)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_encoding_that_offices_write(encoding):
    content = a_csv(LINES, encoding)
    assert inspect(content) == "csv"
    assert texts(content) == {1: LINES[0], 2: LINES[1], 4: LINES[3]}


def test_excel_s_unicode_text_is_read_though_tabs_part_it():
    assert texts(a_csv(LINES, "utf-16", "\t"))[4] == ["2号", "龚骉，女"]


def test_a_rare_character_that_only_gb18030_has_comes_through():
    assert texts(a_csv([["姓名"], ["𠮷某"]], "gb18030"))[2] == ["𠮷某"]


def test_a_cell_over_several_lines_is_one_row_as_the_spreadsheet_counts():
    assert texts(a_csv([["内容"], ["第一行\n第二行"], ["下一件"]])) == {
        1: ["内容"],
        2: ["第一行\n第二行"],
        3: ["下一件"],
    }


def test_rows_of_an_xlsx_keep_the_numbers_the_spreadsheet_shows():
    assert texts(an_xlsx(LINES)) == {1: LINES[0], 2: LINES[1], 4: LINES[3]}


def test_days_numbers_and_long_numbers_come_as_they_are_shown():
    content = an_xlsx([[date(2026, 11, 30), 13800000001, 2.5, "00123", 330482199001011234]])
    [row] = rows(content)
    assert [(cell.text, cell.kind) for cell in row.cells.values()] == [
        ("2026-11-30", "day"),
        ("13800000001", "number"),
        ("2.5", "number"),
        ("00123", "text"),
        ("330482199001011328", "number"),
    ]


def test_a_formula_is_told_from_its_value():
    content = an_xlsx([["x"], ["y"]], formula=(1, 0, "=1+1", None, 2))
    assert [row.cells[0] for row in rows(content)] == [Cell("x"), Cell("2", "formula")]


def test_inline_texts_without_places_and_phonetic_hints_are_understood():
    name = "<x:is><x:r><x:t>林</x:t></x:r><x:r><x:t>某</x:t></x:r><x:rPh><x:t>lin</x:t></x:rPh></x:is>"
    row = f"<x:row><x:c t='inlineStr'>{name}</x:c><x:c t='b'><x:v>1</x:v></x:c></x:row>"
    xml = f"<x:worksheet xmlns:x='u'><x:sheetData>{row}</x:sheetData></x:worksheet>"
    [row] = rows(with_part(an_xlsx([["x"]]), SHEET, xml.encode()))
    assert [cell.text for cell in row.cells.values()] == ["林某", "TRUE"]


def test_formatted_but_empty_cells_to_the_right_and_below_are_nothing():
    row = '<row r="1"><c r="A1" t="str"><v>x</v></c><c r="XFD1" s="1"/></row><row r="1048576"/>'
    xml = f"<worksheet><sheetData>{row}</sheetData></worksheet>"
    assert texts(with_part(an_xlsx([["x"]]), SHEET, xml.encode())) == {1: ["x"]}


@pytest.mark.parametrize("was", ["李某在曹桥街道", "拖欠工资", "申诉求决"])
@pytest.mark.parametrize("read_as", ["gb18030", "cp1252", "latin-1"])
def test_text_that_went_through_the_wrong_encoding_is_recognised(was, read_as):
    try:
        broken = was.encode().decode(read_as)
    except UnicodeDecodeError:
        broken = was.encode().decode(read_as, "replace")
    assert garbled(broken)


@pytest.mark.parametrize(
    "text",
    [
        "联通",
        "林某",
        "瑞典",
        "naïve café",
        "曹桥街道野马村12组",
        "〔2026〕第17号",
        "龚骉𠮷",
        "Ω≈ç√∫",
        "¥100",
        "“引号”——破折号…",
    ],
)
def test_text_that_is_right_is_left_alone(text):
    assert not garbled(text)
