"""What stands in an xlsx file, read without the library that wrote it."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells_of(xlsx: bytes) -> list[ElementTree.Element]:
    """The cells of the first sheet as they are written."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as file:
        return list(ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml")).iter(f"{MAIN}c"))


def rows_of(xlsx: bytes) -> list[dict[str, str]]:
    """The rows below the headings, by heading; a cell with nothing in it is left out."""
    by_row: dict[str, dict[str, str]] = {}
    for cell in cells_of(xlsx):
        place = cell.attrib["r"]
        letters = place.rstrip("0123456789")
        by_row.setdefault(place.removeprefix(letters), {})[letters] = "".join(cell.itertext())
    headings, *rows = by_row.values()
    return [{headings[letter]: text for letter, text in row.items()} for row in rows]
