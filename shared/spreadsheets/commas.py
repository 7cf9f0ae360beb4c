"""A csv file in whichever encoding Chinese offices write it: UTF-8 with a mark or without, GB18030, UTF-16."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator

from shared.spreadsheets.cells import LONGEST_CELL, MOST_COLUMNS, Cell, Row
from shared.spreadsheets.refusals import NotASpreadsheet, TooManyColumns, UnpairedQuotes, WrongEncoding

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
GUESSED = ("utf-8", "gb18030")
DELIMITERS = ",\t;"
LONGEST_LINE = 200_000
LONGEST_RECORD = 1_000_000
AT_ONCE = 500
FEW = 8
"""Of so many characters one may be NUL; more of them are no text, or one in UTF-16 without its mark."""
CJK = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
BROKEN = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff]|锟斤拷|烫烫烫|锘\\S")
"""What stands where text was read in the wrong encoding: the mark of the unreadable, and what comes of it."""


def comma_rows(content: bytes) -> Iterator[Row]:
    """The records that hold something; each counts as one row of the spreadsheet, empty ones too."""
    text = decoded(content)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnpairedQuotes(row=number) from error
        lines.begin_record()
        if number % AT_ONCE == 0:
            time.sleep(0)
        if len(record) > MOST_COLUMNS and any(map(str.strip, record[MOST_COLUMNS:])):
            raise TooManyColumns(row=number, most=MOST_COLUMNS)
        cells = {place: Cell(words[:LONGEST_CELL]) for place, words in enumerate(record) if words.strip()}
        if cells:
            yield Row(number, cells)


def decoded(content: bytes) -> str:
    """The text of a file. Raises `WrongEncoding` and `NotASpreadsheet`."""
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else GUESSED:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("\0") * FEW > len(text):
            raise NotASpreadsheet
        return text if "\n" in text else text.replace("\r", "\n")
    raise WrongEncoding


def garbled(text: str) -> bool:
    """Whether a text was read in the wrong encoding by somebody before us: `鏉庢煇` was 李某 once."""
    if text.isascii():
        return False
    return bool(BROKEN.search(text)) or any(_comes_back(text, encoding) for encoding in ("gb18030", "cp1252"))


def _comes_back(text: str, encoding: str) -> bool:
    try:
        was = text.encode(encoding).decode("utf-8")
    except UnicodeError:
        return False
    return len(CJK.findall(was)) > 1


def _delimiter(text: str) -> str:
    first = text[:LONGEST_LINE].lstrip().split("\n", 1)[0]
    return max(DELIMITERS, key=first.count)


class _Lines:
    """Line by line without a second copy of it all. A line of a million columns is not even cut up, nor a record that
    goes on over line after line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at, self.row, self.began = 0, 0, 0

    def begin_record(self) -> None:
        self.began = self.at

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        at, length = self.at, len(self.text)
        if at >= length:
            raise StopIteration
        self.row += 1
        end = self.text.find("\n", at, at + LONGEST_LINE)
        if end < 0 and length - at > LONGEST_LINE:
            raise TooManyColumns(row=self.row, most=MOST_COLUMNS)
        self.at = length if end < 0 else end + 1
        if self.at - self.began > LONGEST_RECORD:
            raise TooManyColumns(row=self.row, most=MOST_COLUMNS)
        return self.text[at : self.at]
