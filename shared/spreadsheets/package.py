"""The zip around an xlsx file: what it holds and how large that becomes is known before anything is unpacked."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from shared.spreadsheets.refusals import (
    Damaged,
    ForbiddenMarkup,
    HasMacros,
    NotASpreadsheet,
    PasswordProtected,
    TooBig,
)

MOST_ENTRIES = 500
LARGEST_DIRECTORY = 128 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
LARGEST_RATIO = 250
SMALL = 1024 * 1024
MOST_ELEMENTS = 4_000_000
DEEPEST = 64
LONGEST_TOKEN = 1024 * 1024
PIECE = 64 * 1024
UNREADABLE = (
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    OverflowError,
    RuntimeError,
)
"""What Python says of a file that no program wrote: of its zip, its compression, its encoding, a number in it."""
END, END_LENGTH = b"PK\x05\x06", 22
LOCATOR_64, LOCATOR_LENGTH = b"PK\x06\x07", 20

Attributes = dict[str, str]


@dataclass
class Listener:
    """What is done at the beginning and the end of an element and with text; names come without their prefix."""

    begin: Callable[[str, Attributes], None]
    end: Callable[[str], None] = field(default=lambda name: None)
    text: Callable[[str], None] = field(default=lambda text: None)


class Package:
    """`Package(content).pieces("xl/workbook.xml", listener)`: the parts of an xlsx file, as XML that is heard."""

    def __init__(self, content: bytes) -> None:
        _check_directory(content)
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except UNREADABLE as error:
            raise Damaged from error
        self.elements = 0
        self._check_entries()

    def __contains__(self, name: str) -> bool:
        return name in self.zip.NameToInfo

    def hear(self, name: str, listener: Listener) -> None:
        """Read a part to its end."""
        for _ in self.pieces(name, listener):
            pass

    def pieces(self, name: str, listener: Listener) -> Iterator[None]:
        """Read a part piece by piece: between two of them whoever listens may take out what came, and others of this
        process have their turn. No DTD, no entities, no depth, no endless names."""
        parser = _parser(self, listener)
        read = 0
        try:
            with self.zip.open(name) as part:
                while piece := part.read(PIECE):
                    read += len(piece)
                    parser.Parse(piece, False)
                    if read - parser.CurrentByteIndex > LONGEST_TOKEN:
                        raise TooBig
                    yield
                    time.sleep(0)
                parser.Parse(b"", True)
            yield
        except UNREADABLE as error:
            raise Damaged from error

    def count_element(self) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise TooBig

    def _check_entries(self) -> None:
        entries = self.zip.infolist()
        names = [entry.filename for entry in entries]
        if len(entries) > MOST_ENTRIES:
            raise TooBig
        if any(entry.flag_bits & 1 for entry in entries):
            raise PasswordProtected
        if len(set(names)) < len(names):
            raise Damaged
        if any("vbaproject" in name.lower() or "xl/macrosheets" in name.lower() for name in names):
            raise HasMacros
        if "xl/workbook.xml" not in names:
            raise NotASpreadsheet
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            raise Damaged
        if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
            raise TooBig
        if any(e.file_size > SMALL and e.file_size > LARGEST_RATIO * max(e.compress_size, 1) for e in entries):
            raise TooBig


def _check_directory(content: bytes) -> None:
    """A zip's directory alone may name a hundred thousand entries: its length is looked at before it is read."""
    at = content.rfind(END, max(0, len(content) - END_LENGTH - 0xFFFF))
    if at < 0 or len(content) < at + END_LENGTH:
        raise Damaged
    entries, size = struct.unpack("<HL", content[at + 10 : at + 16])
    locator = content[max(0, at - LOCATOR_LENGTH) : at]
    if locator.startswith(LOCATOR_64) or entries > MOST_ENTRIES or size > LARGEST_DIRECTORY:
        raise TooBig


def _parser(package: Package, listener: Listener) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Damaged
        package.count_element()
        listener.begin(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(name.rpartition(":")[2])

    def refuse(*_: Any) -> Any:
        raise ForbiddenMarkup

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = lambda text: listener.text(text)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    return parser
