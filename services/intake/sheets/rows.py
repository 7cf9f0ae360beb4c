"""A row of a spreadsheet becomes the same form that the page fills in, or a list of what is wrong in which cell."""

import re
from dataclasses import dataclass
from datetime import date

from marshmallow import ValidationError

from services.intake.forms import MatterForm
from services.intake.sheets.columns import BY_PATH, MOST_ROWS, NothingBelow, columns_of, is_explanation
from shared.contracts.fields import schema_of
from shared.errors import FieldProblem
from shared.legible import legible
from shared.spreadsheets import Cell, Row, inspect, rows
from shared.spreadsheets.commas import garbled
from shared.spreadsheets.refusals import NothingInIt, TooManyRows, WrongEncoding
from shared.web.problems import field_problems

FORM = schema_of(MatterForm)()
ORDER = {path: place for place, path in enumerate(BY_PATH)}
SEPARATORS = re.compile(r"[、,，;；/\n]+")
A_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
ROUNDED = re.compile(r"\d(\.\d+)?[eE]\+?\d+", re.ASCII)
DIGITS_KEPT = 15
IN_DIGITS = ("petitioner.phone", "petitioner.id_number", "external_no")
ALWAYS = {"channel": "FORWARDED"}
UNLESS_TOLD = {"kind": "CLAIM_APPEAL"}


@dataclass(frozen=True)
class Read:
    """A row as it was read: its number, what stands in its cells by field, the form, and what is wrong."""

    number: int
    cells: dict[str, str]
    form: MatterForm | None
    problems: tuple[FieldProblem, ...]


def look_through(content, english):
    """How many rows a spreadsheet of ours has. Raises in words why it is none; what stands in a row is not judged."""
    inspect(content)
    return sum(1 for _ in rows_below(content, english))


def matter_rows(content, units, today):
    """Every row below the headings as it was read. `units` are the codes of units by their names."""
    for row, columns in rows_below(content, False):
        yield read(row, columns, units, today)


def rows_below(content, english):
    """Each row with the columns of the headings. Raises what makes the whole unreadable."""
    columns, seen = None, 0
    for row in rows(content):
        if columns is None:
            columns = headings(row, english)
        elif not is_explanation(row):
            seen += 1
            if seen > MOST_ROWS:
                raise TooManyRows(most=MOST_ROWS)
            yield row, columns
    if not seen:
        raise NothingBelow if columns else NothingInIt


def headings(row, english):
    if any(garbled(cell.text) for cell in row.cells.values()):
        raise WrongEncoding
    return columns_of(row, english)


def read(row: Row, columns, units, today):
    values, problems = {**UNLESS_TOLD, **ALWAYS}, {}
    cells = {column.path: legible(row.cells[place].text) for place, column in columns.items() if place in row.cells}
    for place, column in columns.items():
        if cell := row.cells.get(place):
            try:
                _plant(values, column.path, _value(cell, column, units, today))
            except Wrong as wrong:
                problems[column.path] = FieldProblem(column.path, wrong.code)
    _plant_what_must_be_there(values)
    try:
        form = FORM.load(_lists(values))
    except ValidationError as error:
        form = None
        for problem in field_problems(error.messages):
            path = column_of(problem.field)
            problems.setdefault(path, FieldProblem(path, problem.code, problem.limit))
    for column in columns.values():
        if column.required and column.path not in cells:
            problems.setdefault(column.path, FieldProblem(column.path, "required"))
    return Read(row.number, cells, None if problems else form, tuple(sorted(problems.values(), key=_in_order)))


def _in_order(problem):
    return ORDER.get(problem.field, len(ORDER))


def column_of(field):
    """The column a field of the form is filled from: `petitioner.groups.1` is that of `petitioner.groups`."""
    path = field
    while path and path not in BY_PATH:
        path = path.rpartition(".")[0]
    return path or field


class Wrong(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def _value(cell: Cell, column, units, today):
    if cell.kind in ("formula", "error"):
        raise Wrong(f"{cell.kind}_cell")
    if garbled(cell.text):
        raise Wrong("garbled")
    return KINDS_OF_VALUE[column.kind](cell, column, units, today)


def _text(cell, column, units, today):
    if column.path in IN_DIGITS and (
        ROUNDED.fullmatch(cell.text.strip()) or (cell.kind == "number" and len(cell.text) > DIGITS_KEPT)
    ):
        raise Wrong("rounded")
    return cell.text


def _number(cell, column, units, today):
    return cell.text.strip()


def _day(cell, column, units, today):
    told = A_DAY.fullmatch(cell.text.strip())
    try:
        day = date(*map(int, told.groups()))
    except (AttributeError, ValueError):
        raise Wrong("wrong_day") from None
    if column.path == "reply_by" and day < today:
        raise Wrong("not_in_past")
    if column.path == "received_at":
        if day > today:
            raise Wrong("not_in_future")
        return f"{day.isoformat()}T00:00:00+08:00"
    return day.isoformat()


def _word(cell, column, units, today):
    return _code(cell.text, column.words)


def _words(cell, column, units, today):
    return [_code(part, column.words) for part in _parts(cell.text)]


def _names(cell, column, units, today):
    return _parts(cell.text)


def _unit(cell, column, units, today):
    code = units.get(cell.text.strip())
    if code is None:
        raise Wrong("unknown_unit")
    return code


def _code(text, vocabulary):
    told = text.strip()
    for code, word in vocabulary.items():
        if told in (word.zh, code) or told.lower() == word.en.lower():
            return code
    raise Wrong("unknown_word")


def _parts(text):
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


KINDS_OF_VALUE = {
    "text": _text,
    "number": _number,
    "day": _day,
    "word": _word,
    "words": _words,
    "names": _names,
    "unit": _unit,
}


def _plant(values, path, value):
    *steps, last = path.split(".")
    for step in steps:
        values = values.setdefault(step, {})
    values[last] = value


def _plant_what_must_be_there(values):
    """An empty petitioner or first claim is there, so that what is missing in it can be named."""
    values.setdefault("petitioner", {})
    values.setdefault("claims", {}).setdefault("0", {})


def _lists(values):
    claims = values["claims"]
    return {**values, "claims": [claims.get(str(place), {}) for place in range(max(map(int, claims)) + 1)]}
