"""The parts of an xlsx file that say what stands in its first sheet."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from shared.spreadsheets.cells import LONGEST_CELL, Row
from shared.spreadsheets.package import LARGEST_UNPACKED, Attributes, Listener, Package
from shared.spreadsheets.page import PageListener
from shared.spreadsheets.refusals import Damaged, HasMacros, NothingInIt, TooBig

SHEET_TYPE = "/worksheet"
LARGEST_OTHER = 8 * 1024 * 1024
DATE_IDS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Excel's own formats of days and times, those of its Chinese edition among them."""
NOT_A_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Workbook:
    """`Workbook(package).rows()` are those of its first sheet that is not hidden."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.from_1904 = False
        self.sheets: list[tuple[str, bool]] = []
        self.targets: dict[str, str] = {}
        self._refuse_macros()
        self._small("xl/workbook.xml", self._workbook)
        self._small("xl/_rels/workbook.xml.rels", self._relation)

    def inspect(self) -> None:
        """Read every other part there is, so that nothing forbidden is hidden in one that is never looked at."""
        for name in self.package.zip.namelist():
            if name.endswith((".xml", ".rels", ".vml")) and name != self.sheet:
                self.package.hear(name, Listener(lambda name, attributes: None))

    @property
    def sheet(self) -> str:
        """The part that holds the first sheet to be seen."""
        key = next((key for key, hidden in self.sheets if not hidden), None)
        target = self.targets.get(key or "", "")
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if name not in self.package:
            raise Damaged if key else NothingInIt
        return name

    def rows(self) -> Iterator[Row]:
        """The rows that hold something. Raises `Unreadable`, of merged cells only when it has come to the end."""
        page = PageListener(self._strings(), self._days(), self.from_1904)
        for _ in self.package.pieces(self.sheet, Listener(page.begin, page.end, page.text)):
            yield from page.taken()

    def _refuse_macros(self) -> None:
        def begin(name: str, attributes: Attributes) -> None:
            if "macroenabled" in attributes.get("ContentType", "").lower():
                raise HasMacros

        self._small("[Content_Types].xml", begin)

    def _workbook(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in ("1", "true")
        if name == "sheet":
            key = next((value for word, value in attributes.items() if word.rpartition(":")[2] == "id"), "")
            self.sheets.append((key, attributes.get("state", "visible") != "visible"))

    def _relation(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith(SHEET_TYPE):
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _strings(self) -> list[str]:
        """The texts of the cells; a single sign outside of Latin script makes a text up to four times as large."""
        strings: list[str] = []
        parts: list[str] = []
        phonetic = False
        room, size = LONGEST_CELL, 0

        def begin(name: str, attributes: Attributes) -> None:
            nonlocal phonetic, room
            if name == "si":
                parts.clear()
                room = LONGEST_CELL
            phonetic = phonetic or name == "rPh"

        def end(name: str) -> None:
            nonlocal phonetic, size
            if name == "si":
                strings.append("".join(parts))
                size += sys.getsizeof(strings[-1])
                if size > LARGEST_UNPACKED:
                    raise TooBig
            phonetic = phonetic and name != "rPh"

        def text(words: str) -> None:
            nonlocal room
            if not phonetic and room > 0:
                parts.append(words[:room])
                room -= len(words)

        if "xl/sharedStrings.xml" in self.package:
            self.package.hear("xl/sharedStrings.xml", Listener(begin, end, text))
        return strings

    def _days(self) -> set[int]:
        """The numbers of the styles in which a number is a day."""
        own: set[str] = set()
        found: list[bool] = []
        within = False

        def begin(name: str, attributes: Attributes) -> None:
            nonlocal within
            if name == "numFmt" and re.search(
                "[ymd]", NOT_A_FORMAT.sub("", attributes.get("formatCode", "")).lower()
            ):
                own.add(attributes.get("numFmtId", ""))
            within = within or name == "cellXfs"
            if within and name == "xf":
                number = attributes.get("numFmtId", "")
                found.append(number in own or (number.isdecimal() and int(number) in DATE_IDS))

        def end(name: str) -> None:
            nonlocal within
            within = within and name != "cellXfs"

        if "xl/styles.xml" in self.package:
            self._small("xl/styles.xml", begin, end)
        return {number for number, is_day in enumerate(found) if is_day}

    def _small(self, name: str, begin: object, end: object = lambda name: None) -> None:
        if name not in self.package:
            raise Damaged
        if self.package.zip.getinfo(name).file_size > LARGEST_OTHER:
            raise TooBig
        self.package.hear(name, Listener(begin, end))  # type: ignore[arg-type]
