"""The data files: what is shipped holds together, and a mistake is told with its file, its line and its reason."""

from datetime import date

import pytest

from shared.clocks import calendar as calendars
from shared.clocks.calendar import Calendar
from shared.clocks.explaining import CAUSES
from shared.clocks.ladders import Ladders
from shared.clocks.rulebook import Rulebook
from shared.clocks.sources import BadData
from tests.unit.clocks.books import OFFICIAL, WITH_ZHEJIANG

RULE = """\
- key: one
  name: [期限, Period]
  article: 《条例》第一条
  cite: 条例 1
  starts: [收到, received]
  ends: [办结, done]
  period: 15
  unit: days
  kind: duty
  valid_from: 2022-05-01
"""
YEAR = """\
year: 2027
announced_on: 2026-11-10
source: 演示通知
address: https://www.gov.cn/
holidays:
  - name: 元旦
    name_en: New Year's Day
    rest: [2026-12-31, 2027-01-02]
    worked: [2027-01-03]
"""
WRONG_RULES = [
    (RULE.replace("unit: days", "unit: weeks"), "rules.yaml:1: no unit or kind is called 'weeks', 'duty'"),
    (RULE.replace("kind: duty", "kind: wish"), "rules.yaml:1: no unit or kind is called 'days', 'wish'"),
    (
        RULE.replace("period: 15", "period: 0"),
        "rules.yaml:1: a period of 0 days: what is counted has one, what is not",
    ),
    (RULE.replace("period: 15", "period: soon"), "rules.yaml:1: 'period' is 'soon'"),
    (RULE.replace("  cite: 条例 1\n", ""), "rules.yaml:1: 'cite' is missing"),
    (RULE.replace("[收到, received]", "[收到]"), "rules.yaml:1: 'starts' must be two texts"),
    (RULE + "  colour: red\n", "rules.yaml:1: unknown field 'colour'"),
    (RULE + "  key: two\n", "rules.yaml:11: 'key' is said twice"),
    (RULE + RULE, "rules.yaml:11: one: overlaps the row in force from 2022-05-01"),
    (RULE + "  valid_to: 2021-01-01\n", "rules.yaml:1: 'valid_to' lies before 'valid_from'"),
    (RULE + "  extension: {cap: 0, approver: office_head}\n", "rules.yaml:11: an extension has a cap"),
    (
        RULE.replace("period: 15\n  unit: days", "unit: none") + "  ladder: duty\n",
        "rules.yaml:1: nobody is chased where no period runs",
    ),
    (
        RULE.replace("unit: days", "unit: hours") + "  roll_forward: true\n",
        "rules.yaml:1: hours: nothing there can roll",
    ),
    ("key: one\n", "rules.yaml:1: a file of rules is a list of rules"),
    ("- key: [one\n", "rules.yaml:2: "),
]
WRONG_YEARS = [
    (YEAR.replace("[2027-01-03]", "[2027-01-04]"), "2027.yaml:6: 2027-01-04 is no weekend day"),
    (YEAR.replace("2026-12-31, 2027", "2026-11-30, 2027"), "2027.yaml:6: 2026-11-30 is said twice or is no day of"),
    (YEAR.replace("[2027-01-03]", "[2027-01-02]"), "2027.yaml:6: 2027-01-02 is said twice"),
    (YEAR.replace("year: 2027", "year: 2028"), "2027.yaml:1: a file of 2028 is called 2028.yaml"),
    (YEAR.replace("[2026-12-31, 2027-01-02]", "[2027-01-02, 2026-12-31]"), "2027.yaml:6: 'rest' is the first and"),
    (YEAR.split("  - name")[0].replace("holidays:", "holidays: []"), "2027.yaml:1: a notice without a holiday"),
]
WRONG_LADDERS = [
    ("hour: 25\nladders: {}\n", "ladders.yaml:1: 'hour' is an hour of the day"),
    ("hour: 9\nladders:\n  x: {near: 3, rungs: [{does: shout, days: 0}]}\n", "ladders.yaml:3: no rung does 'shout'"),
    (
        "hour: 9\nladders:\n  x: {near: 3, rungs: [{does: chase, days: 1}, {does: reminder, days: 0}]}\n",
        "ladders.yaml:3: the rungs of a ladder stand in the order of their days",
    ),
]


@pytest.mark.parametrize(("text", "complaint"), WRONG_RULES, ids=[complaint for _, complaint in WRONG_RULES])
def test_a_wrong_rule_is_refused_with_file_line_and_reason(tmp_path, text, complaint):
    (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as refused:
        Rulebook.read(tmp_path)
    assert str(refused.value).startswith(complaint)


@pytest.mark.parametrize(("text", "complaint"), WRONG_YEARS, ids=[complaint for _, complaint in WRONG_YEARS])
def test_a_wrong_year_is_refused_with_file_line_and_reason(tmp_path, text, complaint):
    (tmp_path / "2027.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as refused:
        Calendar.read(calendars.FOLDER, tmp_path)
    assert str(refused.value).startswith(complaint)


@pytest.mark.parametrize(("text", "complaint"), WRONG_LADDERS, ids=[complaint for _, complaint in WRONG_LADDERS])
def test_a_wrong_ladder_is_refused_with_file_line_and_reason(tmp_path, text, complaint):
    (tmp_path / "ladders.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as refused:
        Ladders.read(tmp_path / "ladders.yaml")
    assert str(refused.value).startswith(complaint)


def test_a_new_year_may_change_the_december_before(tmp_path):
    (tmp_path / "2027.yaml").write_text(YEAR, encoding="utf-8")
    newer = Calendar.read(calendars.FOLDER, tmp_path)
    assert OFFICIAL.is_worked(date(2026, 12, 31))
    assert not newer.is_worked(date(2026, 12, 31))
    assert newer.is_worked(date(2027, 1, 3))
    assert OFFICIAL.edition.startswith("2023-2026/2025-11-04/")
    assert newer.edition.startswith("2023-2027/2026-11-10/")


def test_a_corrected_file_is_another_calendar_even_on_the_same_day(tmp_path):
    (tmp_path / "2027.yaml").write_text(YEAR, encoding="utf-8")
    first = Calendar.read(calendars.FOLDER, tmp_path).edition
    (tmp_path / "2027.yaml").write_text(YEAR.replace("[2027-01-03]", "[2027-01-09]"), encoding="utf-8")
    assert Calendar.read(calendars.FOLDER, tmp_path).edition != first


def test_the_city_may_replace_a_row_by_its_own_number(tmp_path):
    own = RULE.replace("period: 15", "period: 10")
    for folder, text in (("shipped", RULE), ("own", own)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "rules.yaml").write_text(text, encoding="utf-8")
    [row] = Rulebook.read(tmp_path / "shipped", tmp_path / "own").candidates("one", date(2026, 1, 1))
    assert row.period == 10


def test_four_years_are_announced_each_with_its_source():
    assert OFFICIAL.years == {2023, 2024, 2025, 2026}
    assert all(a.source.startswith("国务院办公厅") and "gov.cn" in a.address for a in OFFICIAL.announcements)
    assert all(a.announced_on.year == a.year - 1 for a in OFFICIAL.announcements)


def test_the_days_come_with_their_licence():
    notice = (calendars.FOLDER / "NOTICE.txt").read_text(encoding="utf-8")
    assert "MIT License" in notice
    assert "NateScarlet" in notice


def test_every_rule_names_a_ladder_and_causes_that_exist():
    ladders = Ladders.read()
    for row in WITH_ZHEJIANG.rules:
        assert row.ladder in ladders.named, row.key
        assert set(row.pauses) <= set(CAUSES), row.key


def test_a_right_or_a_window_lapses_and_nobody_is_chased_over_it():
    ladders = Ladders.read()
    for row in WITH_ZHEJIANG.rules:
        does = {rung.does for rung in ladders.named[row.ladder].rungs}
        assert ("lapse" in does) == (row.kind in ("right", "window")), row.key
        assert not (row.kind != "duty" and does & {"chase", "escalation"}), row.key
