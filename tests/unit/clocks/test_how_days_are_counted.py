"""How periods are counted: one test for each row of the table, and for what lies between the rows."""

from datetime import date

import pytest

from shared.clocks.calendar import Calendar, NotAnnounced
from shared.clocks.counting import count
from shared.clocks.deadline import deadline
from tests.unit.clocks.books import NATIONAL_BOOK, OFFICIAL, WITH_ZHEJIANG, day, due, rule

CIVIL_CODE_202 = [
    ("2026-09-20", 2, "months", "2026-11-20"),
    ("2026-12-31", 2, "months", "2027-02-28"),
    ("2027-12-31", 2, "months", "2028-02-29"),
    ("2024-02-29", 1, "years", "2025-02-28"),
    ("2026-11-30", 1, "months", "2026-12-30"),
]


def test_201_the_day_itself_is_not_counted():
    assert count(day("2026-09-20"), 1, "days", OFFICIAL).due_on == day("2026-09-21")


@pytest.mark.parametrize(("start", "period", "unit", "last"), CIVIL_CODE_202)
def test_202_months_and_years_end_on_the_day_of_the_same_number_or_the_last_of_the_month(start, period, unit, last):
    assert count(day(start), period, unit, OFFICIAL).due_on == day(last)


def test_203_a_right_rolls_over_the_holiday_and_a_duty_does_not():
    assert due("suit_after_award", day("2026-09-20")).due_on == day("2026-10-08")
    assert due("receiver_tells", day("2026-09-20")).due_on == day("2026-10-05")


def test_203_every_right_rolls_and_no_duty_does():
    rolling = {row.kind for row in WITH_ZHEJIANG.rules if row.roll_forward}
    assert rolling == {"right"}
    assert all(row.roll_forward for row in WITH_ZHEJIANG.rules if row.kind == "right")


def test_23_is_the_only_national_period_in_working_days():
    rows = {row.key for row in NATIONAL_BOOK.rules if row.region == "national" and row.unit == "working_days"}
    assert rows == {"objection_window"}


def test_a_make_up_saturday_counts_as_a_working_day():
    assert due("objection_window", day("2026-09-28")).due_on == day("2026-10-10")
    assert due("objection_window", day("2026-02-11")).due_on == day("2026-02-25")


def test_an_overlay_never_lengthens_a_national_period():
    for start in (day("2026-09-28"), day("2026-03-02")):
        told = due("aid_decided", start, book=WITH_ZHEJIANG)
        assert (told.rule.region, (told.due_on - start).days) == ("national", 7)
    assert due("receiver_tells", day("2026-03-02"), book=WITH_ZHEJIANG).rule.region == "zhejiang"


def test_while_the_overlay_waits_for_its_calendar_the_national_period_counts():
    told = due("receiver_tells", day("2026-12-28"), book=WITH_ZHEJIANG)
    assert (told.rule.region, told.due_on) == ("national", day("2027-01-12"))


def test_once_the_calendar_is_announced_the_overlay_that_waited_counts_again():
    """What ran under the national row is asked beside which other rows it must be computed again."""
    national = due("receiver_tells", day("2026-12-28"), book=WITH_ZHEJIANG).rule
    beside = WITH_ZHEJIANG.beside(national, day("2026-12-28"))
    assert {row.region for row in beside} == {"national", "zhejiang"}
    assert NATIONAL_BOOK.beside(national, day("2026-12-28")) == (national,)


def test_the_matter_keeps_the_rules_in_force_when_it_began():
    [old] = NATIONAL_BOOK.candidates("administrative_review_asked", day("2023-12-31"))
    [new] = NATIONAL_BOOK.candidates("administrative_review_asked", day("2024-01-01"))
    assert (old.cite, new.cite) == ("行政复议法 9", "行政复议法 20")
    assert NATIONAL_BOOK.of_edition(old.key, old.edition) is old


def test_a_day_before_the_first_row_is_judged_by_that_row():
    assert due("receiver_tells", date(1, 1, 1)).due_on == date(1, 1, 16)


def test_a_year_that_is_not_announced_is_never_guessed():
    told = due("objection_window", day("2026-12-28"))
    assert (told.due_on, told.waits_for) == (None, 2027)
    assert "2027年节假日安排尚未公布" in told.explanation.zh
    assert "the calendar of 2027 is not announced" in told.explanation.en
    with pytest.raises(NotAnnounced):
        OFFICIAL.is_worked(day("2027-01-04"))


def test_calendar_days_need_no_calendar():
    assert due("receiver_tells", day("2026-12-28")).due_on == day("2027-01-12")
    assert deadline(rule("opinion_31_6"), day("2031-01-01"), calendar=Calendar()).due_on == day("2031-03-02")


def test_a_right_that_ends_in_a_year_not_announced_waits_for_its_calendar():
    assert due("ask_review", day("2026-12-15")).waits_for == 2027


def test_the_last_days_of_a_year_belong_to_the_notice_of_the_next():
    assert not OFFICIAL.is_worked(day("2022-12-31"))
    with pytest.raises(NotAnnounced):
        OFFICIAL.is_worked(day("2022-12-30"))


def test_the_explanation_says_all_that_was_counted():
    told = due("objection_window", day("2026-09-28")).explanation
    assert told.en == (
        "received Mon 28 Sep; 5 working days; skipped 1–7 Oct; Sat 10 Oct is a make-up working day; "
        "due Sat 10 Oct 2026; 信访工作条例 23"
    )
    assert told.zh == (
        "2026年9月28日（星期一）收到；5个工作日；跳过10月1日至7日（国庆节）；10月10日（星期六）是调休上班日，计入；"
        "2026年10月10日（星期六）到期；《信访工作条例》第二十三条第三款"
    )


def test_the_explanation_of_a_roll_names_the_rest_day():
    told = due("suit_after_award", day("2026-09-20")).explanation
    assert "最后一日10月5日（星期一）是休息日（国庆节），顺延" in told.zh
    assert "the last day, Mon 5 Oct, is a rest day (National Day) and moves on" in told.en


def test_received_means_arrived_and_every_rule_says_what_it_starts_from():
    assert rule("receiver_tells").starts.zh == "收到"
    assert all(row.starts.zh and row.ends.zh and row.name.en for row in WITH_ZHEJIANG.rules)


def test_an_hour_needs_its_moment_and_an_order_its_day():
    with pytest.raises(ValueError, match="hours"):
        deadline(rule("major_urgent_reported"), day("2026-09-20"))
    with pytest.raises(ValueError, match="order"):
        deadline(rule("reply_ordered"), day("2026-09-20"))
