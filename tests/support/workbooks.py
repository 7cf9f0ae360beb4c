"""Spreadsheets to hand in: good ones by the library that writes ours, and forged ones that no program would write."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from services.intake.sheets.columns import BY_PATH

SHEET = "xl/worksheets/sheet1.xml"
GOOD = {
    "external_no": "平信转〔2026〕1号",
    "petitioner.name": "林某",
    "petitioner.phone": "13700000001",
    "place": "曹桥街道",
    "narrative": "在工地上干活，工资被拖欠半年没有发。",
    "claims.0.category": "拖欠工资",
    "claims.0.text": "支付工资",
}


def a_row(**changes: Any) -> dict[str, Any]:
    """A row that can be imported; a change to None leaves the cell empty. `__` stands for a dot."""
    return {**GOOD, **{name.replace("__", "."): value for name, value in changes.items()}}


def rows_numbered(count: int, **changes: Any) -> list[dict[str, Any]]:
    """So many different rows."""
    return [
        a_row(external_no=f"平信转〔2026〕{n}号", petitioner__phone=f"137{n:08d}", narrative=f"第{n}件：工资没有发。")
        | changes
        for n in range(1, count + 1)
    ]


def in_lines(rows: Sequence[Mapping[str, Any]], english: bool = False) -> list[list[Any]]:
    """Rows by field as the lines of a spreadsheet, headings first."""
    paths = list(dict.fromkeys(path for row in rows for path in row))
    heads = [BY_PATH[path].word.en if english else BY_PATH[path].word.zh for path in paths]
    return [heads, *([row.get(path) for path in paths] for row in rows)]


def an_xlsx(lines: Sequence[Sequence[Any]], **more: Any) -> bytes:
    """Lines as an xlsx file; `merge="A2:B2"`, `formula=(1, 0, "=1+1")` spoil it."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy/m/d"})
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                if isinstance(value, date):
                    page.write_datetime(row, column, value, day)
                elif isinstance(value, int | float):
                    page.write_number(row, column, value)
                elif value is not None:
                    page.write_string(row, column, value)
        if "merge" in more:
            page.merge_range(more["merge"], "合并")
        if "formula" in more:
            page.write_formula(*more["formula"])
    return out.getvalue()


def a_csv(lines: Sequence[Sequence[Any]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines)
    return out.getvalue().encode(encoding)


def with_part(xlsx: bytes, name: str, content: bytes) -> bytes:
    """The file with one of its parts replaced, or one more."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def part(xlsx: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as file:
        return file.read(name)
