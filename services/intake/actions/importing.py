"""The verbs of an import: a file is taken, checked, confirmed, and becomes matters all at once or not at all."""

import base64
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

from sqlalchemy import delete, select, update

from services.intake.actions import registering
from services.intake.letters_known import letter, letters_known
from services.intake.models.imports import Import, ImportedMatter, ImportFile, ImportProgress, ImportRow
from services.intake.sheets.rows import column_of, look_through
from shared.db import insert_if_absent, moment
from shared.directory import KnownUnit, unit_and_above
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.privacy import blind_index

SHOWN = 20
OPEN = ("CHECKING", "READY", "BAD", "REFUSED")


class NotCheckedYet(Refused):
    """这份表格还没有核对完，或者有需要改正的地方，现在不能导入"""


class NothingNew(Refused):
    """这份表格里的每一件都已经登记过，没有需要导入的"""


class ImportedAlready(Refused):
    """这份表格正在导入或者已经导入，不能放弃"""


class Broken(Refused):
    """系统处理这份表格时出了意外，没有导入任何内容。请告知运维人员"""


@dataclass(frozen=True)
class Clerk:
    """Who confirmed the import, as the registering action needs to know them."""

    username: str
    unit: str
    units: tuple[str, ...]
    role: str = "petition_clerk"


@dataclass
class Checked:
    """What was found out about the rows so far."""

    total: int = 0
    fit: list = field(default_factory=list)
    known: dict = field(default_factory=dict)
    bad: list = field(default_factory=list)
    first: list = field(default_factory=list)
    seen: dict = field(default_factory=dict)


def take_file(session, content, file_name, *, asks_first, by, now, english=False):
    """The import of this file, and whether it is a new one: the same file twice is taken once."""
    rows = look_through(content, english)
    digest = blind_index("import", f"{by.unit} {hashlib.sha256(content).hexdigest()}")
    row = {
        "import_id": uuid4(),
        "unit": by.unit,
        "uploaded_by": by.username,
        "uploaded_at": now,
        "file_name": file_name,
        "digest": digest,
        "state": "CHECKING",
        "asks_first": asks_first,
        "rows": rows,
        **dict.fromkeys(("fit", "known", "bad"), 0),
    }
    if not insert_if_absent(session, Import.__table__, [row], "import_id"):
        return session.scalars(select(Import).where(Import.digest == digest)).one(), False
    session.add(ImportFile(import_id=row["import_id"], content=base64.b64encode(content).decode()))
    session.add(ImportProgress(import_id=row["import_id"], done=0, failures=0))
    return session.get_one(Import, row["import_id"]), True


def confirm_import(session, import_id, *, by, now):
    """Have it registered. Asked for again, nothing more happens."""
    one = held_import(session, import_id, by.unit)
    if one.state in ("IMPORTING", "DONE"):
        return one
    if one.state != "READY":
        raise NotCheckedYet
    if not one.fit:
        raise NothingNew
    _begin(session, one, by.username, now)
    return one


def discard_import(session, import_id, *, by, now):
    one = held_import(session, import_id, by.unit)
    if one.state in ("IMPORTING", "DONE"):
        raise ImportedAlready
    if one.state != "DISCARDED":
        end_import(session, one, "DISCARDED", now)
    return one


def held_import(session, import_id, unit=None):
    query = select(Import).where(Import.import_id == import_id).with_for_update()
    one = session.scalars(query if unit is None else query.where(Import.unit == unit)).one_or_none()
    if one is None:
        raise NotFound
    return one


def left_behind(before):
    """Imports that were handed in before and that nobody ended."""
    return select(Import).where(Import.state.in_(("READY", "BAD")), Import.uploaded_at < before)


def open_file(session, import_id):
    """The import, its content and the units of the city by both their names."""
    one, file = session.get_one(Import, import_id), session.get_one(ImportFile, import_id)
    units = {name: unit.code for unit in session.scalars(_units()) for name in (unit.name, unit.name_en, unit.code)}
    return one, base64.b64decode(file.content), units


def clerk_of(session, one):
    return Clerk(one.confirmed_by or one.uploaded_by, one.unit, unit_and_above(session, one.unit))


def check_rows(session, one, rows, checked, now):
    """Sort rows into those that fit, those that are registered already, and those that must be mended."""
    clerk = clerk_of(session, one)
    there = letters_known(session, one.unit, [row.form.external_no for row in rows if row.form])
    for row in rows:
        checked.total += 1
        problems = row.problems or _problems(session, row, there, checked, clerk, now)
        number = row.form and row.form.external_no
        if problems:
            checked.bad.append((row, problems))
        elif told := there.get(_letter(row)):
            checked.known[row.number] = told
        else:
            checked.fit.append(row)
        if len(checked.first) < SHOWN and not problems:
            checked.first.append(row)
        if number:
            checked.seen.setdefault(number, row.number)


def _problems(session, row, there, checked, clerk, now):
    number = row.form.external_no
    if number in checked.seen:
        return (FieldProblem("external_no", "twice_in_file", str(checked.seen[number])),)
    if number in {taken for taken, _, _ in there}:
        return () if _letter(row) in there else (FieldProblem("external_no", "number_taken"),)
    try:
        registering.check_matter(session, row.form, clerk, now)
    except InvalidFields as refused:
        return tuple(FieldProblem(column_of(p.field), p.code, p.limit) for p in refused.problems)
    return ()


def _letter(row):
    return letter(row.form.external_no, row.form.petitioner.name, row.form.narrative)


def write_down(session, import_id, checked, now):
    """What the check came to. What need not be asked about goes on at once."""
    one = held_import(session, import_id)
    if one.state not in ("CHECKING", "IMPORTING"):
        return
    session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))
    one.rows, one.fit, one.known = checked.total, len(checked.fit), len(checked.known)
    one.bad = len(checked.bad)
    shown = checked.bad or [(row, ()) for row in checked.first]
    session.add_all(_shown(import_id, row, problems, checked) for row, problems in shown)
    if one.bad:
        end_import(session, one, "BAD", now, keep_rows=True)
    elif one.asks_first:
        one.state = "READY"
    elif one.fit:
        _begin(session, one, one.uploaded_by, now)
    else:
        end_import(session, one, "DONE", now)


def refuse_import(session, import_id, refused, now):
    """The file as a whole cannot be taken."""
    one = held_import(session, import_id)
    one.fault, one.fault_facts = type(refused).__name__, {name: str(value) for name, value in refused.facts.items()}
    end_import(session, one, "REFUSED", now)


def end_import(session, one, state, now, *, keep_rows=False):
    """Whatever it came to, the file is needed no more."""
    one.state, one.ended_at, one.numbers = state, now, None
    if state != "DONE":
        one.digest = None
    session.execute(delete(ImportFile).where(ImportFile.import_id == one.import_id))
    if not keep_rows:
        session.execute(delete(ImportRow).where(ImportRow.import_id == one.import_id))


def reserve_numbers(session, import_id, rows, now):
    """Numbers for all rows, taken before the long transaction so that nobody who registers waits for it. Kept with
    the import: begun again after a crash it uses the same ones."""
    one = held_import(session, import_id)
    needed = Counter(registering.series_of(row.form, now) for row in rows)
    kept = dict(one.numbers or {})
    for day_series, count in sorted(needed.items()):
        if len(kept.get(day_series, ())) < count:
            kept[day_series] = registering.reserve_numbers(session, day_series, count)
    one.numbers = kept
    return {day_series: iter(numbers) for day_series, numbers in kept.items()}


def register_rows(session, one, clerk, rows, numbers, now):
    forms = [(row.form, next(numbers[registering.series_of(row.form, now)])) for row in rows]
    matters = registering.register_matters(session, forms, by=clerk, now=now)
    session.flush()
    session.add_all(
        ImportedMatter(
            unit=one.unit,
            external_no=matter.external_no,
            import_id=one.import_id,
            number=row.number,
            matter_no=matter.matter_no,
        )
        for row, matter in zip(rows, matters, strict=True)
    )


def tell_progress(session, import_id, done, taken_for):
    session.execute(
        update(ImportProgress)
        .where(ImportProgress.import_id == import_id)
        .values(done=done, taken_until=moment(session, taken_for))
    )


def _begin(session, one, username, now):
    one.state, one.confirmed_by, one.confirmed_at = "IMPORTING", username, now
    begun = update(ImportProgress).where(ImportProgress.import_id == one.import_id)
    session.execute(begun.values(done=0, taken_until=None, failures=0))


def _shown(import_id, row, problems, checked):
    return ImportRow(
        import_id=import_id,
        number=row.number,
        cells=json.dumps(row.cells, ensure_ascii=False),
        problems=[[problem.field, problem.code, problem.limit] for problem in problems],
        known_as=checked.known.get(row.number),
    )


def _units():
    return select(KnownUnit).where(KnownUnit.active)
