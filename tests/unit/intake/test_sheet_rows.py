"""A row of the petition office's spreadsheet: the form it becomes, or which of its cells says what wrongly."""

from datetime import date

import pytest

from services.intake.sheets import columns
from services.intake.sheets.rows import look_through, matter_rows
from shared.spreadsheets import refusals
from tests.support.workbooks import a_csv, a_row, an_xlsx, in_lines

TODAY = date(2026, 11, 26)
UNITS = {"曹桥街道司法所": "caoqiao", "Caoqiao justice office": "caoqiao"}
FULL = {
    "details__forwarded_by": "市信访局",
    "petitioner__id_number": "330482199001011234",
    "petitioner__groups": "进城务工人员、老年人",
    "kind": "求助",
    "claims__1__category": "工伤赔偿",
    "claims__1__text": "赔偿",
    "respondent": "曹桥街道司法所",
    "group_size": 6,
    "representatives": "孙某，钱某",
    "received_at": date(2026, 11, 20),
    "reply_by": "2026年12月30日",
}


def read(*rows, english=False):
    return list(matter_rows(an_xlsx(in_lines(rows, english)), UNITS, TODAY))


def problems(**changes):
    [row] = read(a_row(**changes))
    return {problem.field: problem.code for problem in row.problems}


def test_every_column_finds_its_place_in_the_form():
    [row] = read(a_row(**FULL))
    assert row.problems == ()
    form = row.form
    assert (form.channel, form.kind, form.external_no) == ("FORWARDED", "HELP", "平信转〔2026〕1号")
    assert form.petitioner.groups == ("migrant_worker", "elderly")
    assert [(claim.category, claim.text) for claim in form.claims] == [("wages", "支付工资"), ("work_injury", "赔偿")]
    assert (form.respondent, form.group_size, form.representatives) == ("caoqiao", 6, ("孙某", "钱某"))
    assert form.received_at.isoformat() == "2026-11-19T16:00:00+00:00"
    assert form.reply_by == date(2026, 12, 30)
    assert form.details.forwarded_by == "市信访局"


def test_english_headings_and_words_are_understood_too():
    [row] = read(a_row(claims__0__category="Unpaid wages", kind="REPORT", accused_party__person="某某"), english=True)
    assert row.problems == ()
    assert (row.form.claims[0].category, row.form.kind) == ("wages", "REPORT")


def test_a_csv_says_the_same_as_an_xlsx():
    lines = [[str(cell) for cell in line] for line in in_lines([a_row(reply_by="2026/12/30")])]
    [row] = matter_rows(a_csv(lines, "gbk"), UNITS, TODAY)
    [same] = read(a_row(reply_by="2026-12-30"))
    assert row.form == same.form


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"external_no": None}, {"external_no": "required"}),
        ({"petitioner__name": None}, {"petitioner.name": "required"}),
        ({"narrative": None}, {"narrative": "required"}),
        ({"claims__0__category": None}, {"claims.0.category": "required"}),
        ({"claims__0__category": "欠薪"}, {"claims.0.category": "unknown_word"}),
        ({"claims__1__text": "赔偿"}, {"claims.1.category": "required"}),
        ({"petitioner__groups": "老年人、外星人"}, {"petitioner.groups": "unknown_word"}),
        ({"petitioner__phone": "一三七"}, {"petitioner.phone": "wrong_phone"}),
        ({"petitioner__id_number": 330482199001011234}, {"petitioner.id_number": "rounded"}),
        ({"petitioner__id_number": "3.30482E+17"}, {"petitioner.id_number": "rounded"}),
        ({"petitioner__name": "鏉庢煇鏌�"}, {"petitioner.name": "garbled"}),
        ({"respondent": "没有的所"}, {"respondent": "unknown_unit"}),
        ({"received_at": "2026-11-27"}, {"received_at": "not_in_future"}),
        ({"received_at": "2026-02-30"}, {"received_at": "wrong_day"}),
        ({"reply_by": 46000}, {"reply_by": "wrong_day"}),
        ({"reply_by": "2026-11-25"}, {"reply_by": "not_in_past"}),
        ({"group_size": "六"}, {"group_size": "wrong_form"}),
        ({"narrative": "x" * 20_001}, {"narrative": "too_long"}),
        ({"petitioner__phone": "138\x010000\u202e0000"}, {"petitioner.phone": "wrong_phone"}),
        (
            {"petitioner__name": None, "claims__0__category": "欠薪", "reply_by": "明天"},
            {"petitioner.name": "required", "claims.0.category": "unknown_word", "reply_by": "wrong_day"},
        ),
    ],
)
def test_every_bad_cell_of_a_row_is_named(changes, wrong):
    assert problems(**changes) == wrong


def test_markup_and_formulas_in_a_text_are_text():
    told = '=HYPERLINK("x") <b>\'; DROP TABLE matter;--'
    [row] = read(a_row(narrative=told))
    assert row.form.narrative == told


def test_what_acts_in_a_cell_is_a_mark_in_the_form_and_in_the_preview():
    [row] = read(a_row(petitioner__name="林\x01\u202e某", narrative="被打\x00了\u2066"))
    assert (row.form.petitioner.name, row.form.narrative) == ("林␁⟨U+202E⟩某", "被打␀了⟨U+2066⟩")
    assert row.cells["petitioner.name"] == "林␁⟨U+202E⟩某"
    content = a_csv(in_lines([a_row(petitioner__name="林\x00\u202e某")]))
    [row] = matter_rows(content, UNITS, TODAY)
    assert row.form.petitioner.name == "林␀⟨U+202E⟩某"


def test_a_character_that_only_a_wrong_encoding_leaves_behind_is_named_as_that():
    assert problems(petitioner__name="林\x85某") == {"petitioner.name": "garbled"}


def test_a_formula_is_not_its_value():
    content = an_xlsx(in_lines([a_row()]), formula=(1, 1, '="林"&"某"', None, "林某"))
    [row] = matter_rows(content, UNITS, TODAY)
    assert [(problem.field, problem.code) for problem in row.problems] == [("petitioner.name", "formula_cell")]


def test_headings_may_stand_in_any_order_with_marks_and_spaces():
    lines = in_lines([a_row()])
    lines = [line[::-1] for line in lines]
    lines[0] = [f" {heading[:1]} {heading[1:]}（必填）* " for heading in lines[0]]
    [row] = matter_rows(a_csv(lines), UNITS, TODAY)
    assert row.problems == ()


@pytest.mark.parametrize(
    ("lines", "refusal", "said"),
    [
        ([["来文编号", "姓名", "内容", "诉求1类别", "诉求1要求", "危险等级"], ["x"]], "UnknownHeadings", "危险等级"),
        ([["来文编号", "姓名"], ["x", "y"]], "MissingHeadings", "内容、诉求1类别、诉求1要求"),
        ([["来文编号", "姓名", "姓名"], ["x"]], "RepeatedHeadings", "姓名"),
        ([["来文编号", "姓名", "内容", "诉求1类别", "诉求1要求"]], "NothingBelow", "没有要导入"),
        ([], "NothingInIt", "没有内容"),
        ([["é\x9d¥æ\x96\x87", "x"], ["y"]], "WrongEncoding", "编码"),
    ],
)
def test_what_is_wrong_with_the_whole_is_said_at_once(lines, refusal, said):
    with pytest.raises(Exception) as refused:
        look_through(a_csv(lines), english=False)
    assert type(refused.value).__name__ == refusal
    assert said in refused.value.sentence.format(**refused.value.facts)


def test_ten_thousand_rows_are_the_most():
    lines = in_lines([a_row()] * 10_001)
    with pytest.raises(refusals.TooManyRows):
        look_through(a_csv(lines), english=False)


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("make", [columns.csv_template, columns.xlsx_template])
def test_the_template_is_understood_once_a_row_is_filled_in(make, english):
    template = make(english, list(UNITS))
    with pytest.raises(columns.NothingBelow):
        look_through(template, english)
    if make is columns.csv_template:
        filled = template + "1号,,林某,,,,,,,内容,拖欠工资,要求\r\n".encode()
        [row] = matter_rows(filled, UNITS, TODAY)
        assert row.problems == ()
        assert "拖欠工资" in template.decode() or "Unpaid wages" in template.decode()
