"""The columns of a spreadsheet of forwarded matters: what each is called and takes; and the template of them."""

import csv
import io
from dataclasses import dataclass

from xlsxwriter import Workbook

from shared.contracts.words import CATEGORIES, GROUPS, KINDS, Vocabulary, Word
from shared.errors import Refused

CLAIMS = 3
MOST_ROWS = 10_000
LISTED_IN_A_CELL = 255  # characters of a list that Excel offers in a cell
EXPLAINS = ("填写说明", "How to fill this in")
DAY = Word("日期，例如 2026-11-30", "A day, for example 2026-11-30")
NAMES = Word("几个人用顿号隔开", "Several names, separated by commas")


class UnknownHeadings(Refused):
    """第 {row} 行应当是栏目名，有几栏认不出来：{names}。请下载模板对照"""

    status = 422


class MissingHeadings(Refused):
    """缺少必填的栏目：{names}。请下载模板对照"""

    status = 422


class RepeatedHeadings(Refused):
    """同一个栏目出现了两次：{names}"""

    status = 422


class NothingBelow(Refused):
    """只有栏目名，没有要导入的内容"""

    status = 422


@dataclass(frozen=True)
class Column:
    """`path` is the field of the form; `kind` how a cell becomes its value."""

    path: str
    word: Word
    kind: str = "text"
    required: bool = False
    words: Vocabulary | None = None
    hint: Word | None = None

    def label(self, english):
        return self.word.en if english else self.word.zh

    def takes(self, english, units=()):
        """What may stand in it, in words."""
        if self.kind == "unit":
            return _listed(units, english)
        if self.words:
            return _listed([term.en if english else term.zh for term in self.words.values()], english)
        return (self.hint.en if english else self.hint.zh) if self.hint else ""


def _listed(names, english):
    return (", " if english else "、").join(names)


def _claim(number):
    zh, en, required = f"诉求{number + 1}", f"Claim {number + 1}", number == 0
    yield Column(f"claims.{number}.category", Word(f"{zh}类别", f"{en}: category"), "word", required, CATEGORIES)
    yield Column(f"claims.{number}.text", Word(f"{zh}要求", f"{en}: wish"), required=required)


COLUMNS = (
    Column("external_no", Word("来文编号", "Letter number"), required=True),
    Column("details.forwarded_by", Word("转来单位", "Forwarded by")),
    Column("petitioner.name", Word("姓名", "Name"), required=True),
    Column("petitioner.phone", Word("电话", "Telephone"), hint=Word("手机 11 位，固定电话带区号", "With area code")),
    Column("petitioner.id_number", Word("身份证号", "ID number"), hint=Word("18 位", "18 characters")),
    Column("petitioner.address", Word("住址", "Address")),
    Column("petitioner.groups", Word("身份", "Groups"), "words", words=GROUPS),
    Column("kind", Word("类型", "Kind"), "word", words=KINDS),
    Column("place", Word("地点", "Place"), hint=Word("村（社区）、镇（街道）", "Village or township")),
    Column("narrative", Word("内容", "Story"), required=True),
    *(column for number in range(CLAIMS) for column in _claim(number)),
    Column("respondent", Word("被反映单位", "Unit it is about"), "unit"),
    Column("accused_party.unit", Word("被检举控告单位", "Accused unit"), "unit"),
    Column("accused_party.person", Word("被检举控告人", "Accused person")),
    Column("group_size", Word("人数", "Persons"), "number", hint=Word("整数", "A whole number")),
    Column("representatives", Word("代表", "Representatives"), "names", hint=NAMES),
    Column("received_at", Word("收到日期", "Received on"), "day", hint=DAY),
    Column("reply_by", Word("反馈期限", "Reply by"), "day", hint=DAY),
)
BY_PATH = {column.path: column for column in COLUMNS}
_BY_HEADING = {_as: column for column in COLUMNS for _as in (column.word.zh, column.word.en.lower())}


def columns_of(heading, english=False):
    """Which column stands in which place, by the headings of a row. Raises what is wrong with them."""
    found, unknown, repeated = {}, [], []
    for place, cell in heading.cells.items():
        column = _BY_HEADING.get(_bare(cell.text))
        if column is None:
            unknown.append(cell.text.strip()[:20])
        elif column in found.values():
            repeated.append(column.label(english))
        else:
            found[place] = column
    missing = [column.label(english) for column in COLUMNS if column.required and column not in found.values()]
    if unknown:
        raise UnknownHeadings(row=heading.number, names=_listed(unknown[:8], english))
    if repeated:
        raise RepeatedHeadings(names=_listed(repeated, english))
    if missing:
        raise MissingHeadings(names=_listed(missing, english))
    return found


def is_explanation(row):
    """The line of the template that says how to fill it in, left where it was."""
    first = min(row.cells)
    return row.cells[first].text.strip().startswith(EXPLAINS)


def _bare(heading):
    text = "".join(heading.split()) if not heading.isascii() else " ".join(heading.split())
    return text.lower().rstrip("*").removesuffix("（必填）").rstrip("*").strip()


def csv_template(english, units):
    """The headings, and below them a line that says what each column takes; with the mark that Excel needs."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([column.label(english) for column in COLUMNS])
    first, *others = [_explained(column, english, units) for column in COLUMNS]
    write.writerow([f"{EXPLAINS[english]}{': ' if english else '：'}{first}", *others])
    return out.getvalue().encode("utf-8-sig")


def xlsx_template(english, units):
    """The headings with a list to choose from where there is one, and a second page that says what each takes."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        page = book.add_worksheet("Matters" if english else "转来件")
        page.freeze_panes(1, 0)
        for place, column in enumerate(COLUMNS):
            page.set_column(place, place, 18, text)
            page.write_string(0, place, column.label(english), bold)
            _offer(page, place, _choices(column, english, units))
        about = book.add_worksheet(EXPLAINS[english])
        about.set_column(0, 2, 40)
        for row, told in enumerate(_about(english, units)):
            for place, words in enumerate(told):
                about.write_string(row, place, words, bold if row == 0 else None)
    return out.getvalue()


def _offer(page, place, choices):
    if choices and len(",".join(choices)) <= LISTED_IN_A_CELL:
        page.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": choices})


def _choices(column, english, units):
    if column.kind == "unit":
        return list(units)
    if column.kind == "word":
        return [term.en if english else term.zh for term in column.words.values()]
    return []


def _about(english, units):
    yield ("Column", "Needed", "May be") if english else ("栏目", "是否必填", "可以填")
    for column in COLUMNS:
        must = ("required" if english else "必填") if column.required else ""
        yield column.label(english), must, column.takes(english, units)


def _explained(column, english, units):
    must = ("required" if english else "必填") if column.required else ("optional" if english else "选填")
    return _listed(filter(None, (must, column.takes(english, units))), english)
