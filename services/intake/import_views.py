"""An import as its page and its JSON say it: counts, and what is wrong in which cell, in words."""

import json
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select

from services.intake.actions.importing import Broken
from services.intake.models import Matter
from services.intake.models.imports import Import, ImportedMatter, ImportProgress, ImportRow
from services.intake.queries import visible_to
from services.intake.sheets import columns as sheet_columns
from services.intake.sheets.columns import BY_PATH, COLUMNS
from shared.contracts.words import Vocabulary
from shared.db.paging import newest_first
from shared.directory import KnownUnit
from shared.errors import FieldProblem, NotFound
from shared.spreadsheets import refusals
from shared.web import in_english
from shared.web.complaints import complaint, field_words

STATES = Vocabulary(
    "import_state",
    CHECKING=("正在核对", "Being checked"),
    READY=("待导入", "Ready to import"),
    BAD=("有误，没有导入", "Not imported: to be mended"),
    REFUSED=("不能接收", "Cannot be taken"),
    IMPORTING=("正在导入", "Being imported"),
    DONE=("已导入", "Imported"),
    DISCARDED=("已放弃", "Discarded"),
)
TONES = {"READY": "near", "BAD": "late", "REFUSED": "late", "DONE": "good", "DISCARDED": "neutral"}
PAGE = 20
ROWS_SHOWN = 50
LONGEST_SHOWN = 60
NAMES_ITS_CHOICES = (
    "unknown_word",
    "unknown_unit",
    "unknown_choice",
    "wrong_day",
    "required",
    "wrong_form",
)


@dataclass(frozen=True)
class Problem:
    """One bad cell: the row as the spreadsheet shows it, the column's heading, what is wrong, what is allowed."""

    row: int
    field: str
    column: str
    code: str
    detail: str
    allowed: str
    value: str

    @property
    def sentence(self):
        said = gettext("第 %(row)s 行“%(column)s”：%(detail)s", row=self.row, column=self.column, detail=self.detail)
        return f"{said} {gettext('可以填：%(allowed)s', allowed=self.allowed)}" if self.allowed else said


@dataclass(frozen=True)
class ShownRow:
    number: int
    cells: dict[str, str]
    problems: dict[str, Problem]
    known_as: str | None


def import_of(session, import_id, staff):
    one = session.scalars(
        select(Import).where(Import.import_id == import_id, Import.unit == staff.unit)
    ).one_or_none()
    if one is None:
        raise NotFound
    return one


def imports_of(session, staff, cursor=None):
    query = select(Import).where(Import.unit == staff.unit)
    return newest_first(session, query, Import.uploaded_at, Import.import_id, cursor, PAGE)


def done_so_far(session, import_id):
    return session.scalar(select(ImportProgress.done).where(ImportProgress.import_id == import_id)) or 0


def units_to_choose(session):
    name = KnownUnit.name_en if in_english() else KnownUnit.name
    return list(session.scalars(select(name).where(KnownUnit.active).order_by(KnownUnit.code)))


def shown_rows(session, one, after=0):
    """A page of the rows kept for the preview, and the number after which the next one begins."""
    query = select(ImportRow).where(ImportRow.import_id == one.import_id, ImportRow.number > after)
    found = list(session.scalars(query.order_by(ImportRow.number).limit(ROWS_SHOWN + 1)))
    units = units_to_choose(session) if found else ()
    return [_shown(row, units) for row in found[:ROWS_SHOWN]], found[ROWS_SHOWN - 1].number if found[
        ROWS_SHOWN:
    ] else None


def all_problems(session, one):
    """Every bad cell of a whole import."""
    units = units_to_choose(session)
    query = select(ImportRow).where(ImportRow.import_id == one.import_id).order_by(ImportRow.number)
    for row in session.scalars(query.execution_options(yield_per=200)):
        yield from _shown(row, units).problems.values()


def matters_of(session, one, staff, after=0):
    """A page of what it became, in the order of its rows; what this person may not see is left out."""
    query = (
        select(ImportedMatter)
        .join(Matter, Matter.matter_no == ImportedMatter.matter_no)
        .where(ImportedMatter.import_id == one.import_id, ImportedMatter.number > after, visible_to(staff))
    )
    found = list(session.scalars(query.order_by(ImportedMatter.number).limit(ROWS_SHOWN + 1)))
    return found[:ROWS_SHOWN], found[ROWS_SHOWN - 1].number if found[ROWS_SHOWN:] else None


def columns_shown(rows):
    """The columns in which any of these rows holds or lacks something, in the order of the template."""
    used = {path for row in rows for path in (*row.cells, *row.problems)}
    return [column for column in COLUMNS if column.path in used]


def fault_of(one):
    """Why the file as a whole was refused, in words."""
    kinds = {kind.__name__: kind for kind in (Broken, *_refusals(refusals), *_refusals(sheet_columns))}
    kind = kinds.get(one.fault, Broken)
    return gettext(kind(**(one.fault_facts or {})).sentence).format(**(one.fault_facts or {}))


def _refusals(module):
    return [kind for kind in vars(module).values() if isinstance(kind, type) and hasattr(kind, "sentence")]


def as_json(session, one):
    """The whole of it, with the first of its problems."""
    rows, following = shown_rows(session, one)
    problems = [problem for row in rows for problem in row.problems.values()]
    return {
        "import_id": str(one.import_id),
        "state": one.state,
        "uploaded_at": one.uploaded_at.isoformat(),
        "rows": one.rows,
        "fit": one.fit,
        "registered_before": one.known,
        "bad": one.bad,
        "done": one.fit if one.state == "DONE" else done_so_far(session, one.import_id),
        "fault": fault_of(one) if one.state == "REFUSED" else None,
        "errors": [
            {
                "row": problem.row,
                "column": problem.column,
                "field": problem.field,
                "code": problem.code,
                "detail": problem.detail,
                "allowed": problem.allowed or None,
            }
            for problem in problems
        ],
        "more_errors_after_row": following if one.bad else None,
    }


def _shown(row, units):
    cells = json.loads(row.cells)
    problems = {field: _problem(row.number, field, code, limit, cells, units) for field, code, limit in row.problems}
    return ShownRow(row.number, {path: _short(text) for path, text in cells.items()}, problems, row.known_as)


def _problem(number, field, code, limit, cells, units):
    column, english = BY_PATH.get(field), in_english()
    return Problem(
        row=number,
        field=field,
        column=column.label(english) if column else field_words(field),
        code=code,
        detail=complaint(FieldProblem(field, code, limit)),
        allowed=column.takes(english, units) if column and code in NAMES_ITS_CHOICES else "",
        value=_short(cells.get(field, "")),
    )


def _short(text):
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
