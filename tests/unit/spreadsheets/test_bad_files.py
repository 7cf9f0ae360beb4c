"""What nobody should hand in is refused in words, and costs no more memory than a good file does."""

import hashlib
import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from shared.spreadsheets import inspect, refusals, rows
from shared.spreadsheets.cells import LONGEST_CELL
from tests.support.workbooks import SHEET, a_csv, a_row, an_xlsx, in_lines, part, with_part

MEMORY = 48 * 1024 * 1024
SECONDS = 20
GOOD = an_xlsx(in_lines([a_row()]))
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BILLION = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>"""
)


def sheet_of(xml):
    return with_part(GOOD, SHEET, b"<worksheet><sheetData>" + xml + b"</sheetData></worksheet>")


def zip_bomb(megabytes):
    """A sheet that is one long run of the same letter."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in zipfile.ZipFile(io.BytesIO(GOOD)).namelist():
            if name != SHEET:
                file.writestr(name, part(GOOD, name))
        with file.open(SHEET, "w") as sheet:
            for _ in range(megabytes):
                sheet.write(b"A" * 1024 * 1024)
    return out.getvalue()


def lying_bomb():
    """The same, saying of itself that it is small."""
    content = bytearray(zip_bomb(300))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(signature)
        while at >= 0:
            length = struct.unpack("<L", content[at + offset : at + offset + 4])[0]
            if length > 200 * 1024 * 1024:
                content[at + offset : at + offset + 4] = struct.pack("<L", 1000)
            at = content.find(signature, at + 4)
    return bytes(content)


def many_entries():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(60_000):
            file.writestr(f"{number}", "")
    return out.getvalue()


def macros():
    return with_part(GOOD, "xl/vbaProject.bin", b"x")


def macro_type():
    types = part(GOOD, "[Content_Types].xml").replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
    return with_part(GOOD, "[Content_Types].xml", types)


def encrypted_zip():
    content = bytearray(GOOD)
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def compressed_as_nobody_does():
    content = bytearray(GOOD)
    content[content.find(b"PK\x01\x02") + 8] |= 0x20
    return bytes(content)


def in_encoding(name):
    return with_part(GOOD, SHEET, b'<?xml version="1.0" encoding="%s"?><worksheet/>' % name)


def many_digits_in_a_style():
    styles = b'<styleSheet><cellXfs><xf numFmtId="' + b"1" * 5_000 + b'"/></cellXfs></styleSheet>'
    return with_part(GOOD, "xl/styles.xml", styles)


def endless_record():
    """Each line ends within quotation marks that the next one closes."""
    return (b"aa," * 10_000 + b'"\n",') * 300


def letters(megabytes):
    """As many, and no zip bomb: a little of it cannot be foretold."""
    for number in range(megabytes * 16):
        unforeseen = b"".join(hashlib.sha256(b"%d %d" % (number, part)).hexdigest().encode() for part in range(12))
        yield b"a" * (64 * 1024 - len(unforeseen)) + unforeseen


def million_columns():
    return b"," * 1_000_000 + b"\n"


def million_cells():
    return sheet_of(
        b'<row r="1">' + b"".join(b'<c r="%s1"><v>1</v></c>' % letters for letters in (b"A", b"BBBBB")) + b"</row>"
    )


BAD = {
    "a zip bomb": (lambda: zip_bomb(300), "TooBig"),
    "a zip bomb within the bound of size": (lambda: zip_bomb(60), "TooBig"),
    "a zip bomb that lies about its size": (lying_bomb, "Damaged"),
    "sixty thousand entries": (many_entries, "TooBig"),
    "a billion laughs": (lambda: with_part(GOOD, SHEET, BILLION), "ForbiddenMarkup"),
    "an entity from outside": (lambda: with_part(GOOD, "xl/sharedStrings.xml", OUTSIDE), "ForbiddenMarkup"),
    "a document type in a part nobody reads": (lambda: with_part(GOOD, "xl/other.xml", OUTSIDE), "ForbiddenMarkup"),
    "endless depth": (lambda: sheet_of(b"<a>" * 100_000), "Damaged"),
    "an endless name": (lambda: sheet_of(b"<" + bytes(range(97, 123)) * 100_000), "TooBig"),
    "five million elements": (lambda: with_part(GOOD, "xl/x.xml", b"<x>" + b"<a/>" * 5_000_000 + b"</x>"), "TooBig"),
    "macros": (macros, "HasMacros"),
    "a workbook that is enabled for macros": (macro_type, "HasMacros"),
    "a zip with a password": (encrypted_zip, "PasswordProtected"),
    "Excel's own password": (lambda: OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "PasswordProtected"),
    "an old workbook": (lambda: OLE + b"\0" * 2000, "OldWorkbook"),
    "merged cells": (lambda: an_xlsx(in_lines([a_row()]), merge="A3:C3"), "MergedCells"),
    "a million columns of a csv": (million_columns, "TooManyColumns"),
    "many columns of an xlsx": (million_cells, "TooManyColumns"),
    "a hundred and one columns": (lambda: a_csv([["x"] * 101]), "TooManyColumns"),
    "half a file": (lambda: GOOD[: len(GOOD) // 2], "Damaged"),
    "a document": (lambda: with_part(b"PK\x05\x06" + b"\0" * 18, "word/document.xml", b"<x/>"), "NotASpreadsheet"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "NotASpreadsheet"),
    "a page": (lambda: b"<html><table></table></html>", "NotASpreadsheet"),
    "bytes of nothing": (lambda: bytes(range(256)) * 20, "WrongEncoding"),
    "zeroes": (lambda: b"a,b\n\0\0\0", "NotASpreadsheet"),
    "a quotation mark without its partner": (lambda: b'a,b\n"c,d\n' + b"x,y\n" * 50_000, "UnpairedQuotes"),
    "a record that goes on over all lines": (endless_record, "TooManyColumns"),
    "an entry compressed as nobody does": (compressed_as_nobody_does, "Damaged"),
    "an encoding nobody knows": (lambda: in_encoding(b"x-nobody"), "Damaged"),
    "an encoding of several bytes": (lambda: in_encoding(b"gb18030"), "Damaged"),
    "a style of five thousand digits": (many_digits_in_a_style, "Damaged"),
    "a text of five thousand digits": (
        lambda: sheet_of(b'<row r="1"><c t="s"><v>' + b"1" * 5_000 + b"</v></c></row>"),
        "Damaged",
    ),
    "rows that run backwards": (lambda: sheet_of(b'<row r="5"/><row r="2"/>'), "Damaged"),
    "a text that is not there": (lambda: sheet_of(b'<row r="1"><c t="s"><v>99999</v></c></row>'), "Damaged"),
}


@pytest.mark.parametrize("what", BAD)
def test_it_is_refused_in_words_within_bounded_memory_and_time(what):
    make, refusal = BAD[what]
    content = make()
    began = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(refusals.Unreadable) as refused:
            inspect(content)
            for _ in rows(content):
                pass
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert type(refused.value).__name__ == refusal
    assert refused.value.sentence.format(**refused.value.facts)
    assert most < MEMORY, f"{most / 1024 / 1024:.0f} MB"
    assert time.monotonic() - began < SECONDS


def test_of_a_cell_as_large_as_the_file_no_more_is_kept_than_a_cell_holds():
    content = sheet_of(b'<row r="1"><c t="inlineStr"><is><t>' + b"".join(letters(60)) + b"</t></is></c></row>")
    tracemalloc.start()
    try:
        [row] = rows(content)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(row.cells[0].text) == LONGEST_CELL
    assert most < MEMORY, f"{most / 1024 / 1024:.0f} MB"


def test_texts_that_grow_fourfold_in_memory_are_too_big():
    texts = b"".join("<si><t>😀".encode() + some[-32_000:] + b"</t></si>" for some in letters(48))
    content = with_part(GOOD, "xl/sharedStrings.xml", b"<sst>" + texts + b"</sst>")
    tracemalloc.start()
    try:
        with pytest.raises(refusals.TooBig):
            list(rows(content))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2 * MEMORY, f"{most / 1024 / 1024:.0f} MB"


def test_a_merged_range_is_named():
    with pytest.raises(refusals.MergedCells) as refused:
        list(rows(an_xlsx(in_lines([a_row()]), merge="A3:C3")))
    assert "A3:C3" in refused.value.sentence.format(**refused.value.facts)
