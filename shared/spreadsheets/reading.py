"""Telling what kind of file it is, and reading it row by row."""

from __future__ import annotations

from collections.abc import Iterator

from shared.spreadsheets.cells import Row
from shared.spreadsheets.commas import comma_rows
from shared.spreadsheets.package import Package
from shared.spreadsheets.refusals import NotASpreadsheet, OldWorkbook, PasswordProtected
from shared.spreadsheets.workbook import Workbook

ZIP, OLE = b"PK", bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"<?xml",
    b"<html",
    b"<!",
)


def inspect(content: bytes) -> str:
    """`xlsx` or `csv`. Raises `Unreadable` for what may not be in it; what the rows themselves hide, reading them
    tells."""
    kind = _kind(content)
    if kind == "xlsx":
        Workbook(Package(content)).inspect()
    return kind


def rows(content: bytes) -> Iterator[Row]:
    """The rows that hold something, as they stand in the file. Raises `Unreadable`, if need be while it is read."""
    if _kind(content) == "xlsx":
        return Workbook(Package(content)).rows()
    return comma_rows(content)


def _kind(content: bytes) -> str:
    if content.startswith(OLE):
        raise PasswordProtected if ENCRYPTED in content else OldWorkbook
    if content.startswith(ZIP):
        return "xlsx"
    if content.lstrip()[:8].startswith(OTHERS):
        raise NotASpreadsheet
    return "csv"
