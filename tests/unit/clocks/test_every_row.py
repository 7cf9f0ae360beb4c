"""Every row of the clock tables: its article, what it counts, and a due date worked out by hand."""

from datetime import UTC, date, datetime

import pytest

from shared.clocks.deadline import deadline
from tests.unit.clocks.books import NATIONAL_BOOK, OFFICIAL, WITH_ZHEJIANG, day, rule

PETITIONS = [
    ("信访工作条例 22", "petition_office_forwards", "2026-09-20", "2026-10-05"),
    ("信访工作条例 22", "law_related_forwarded", "2026-09-20", "2026-10-05"),
    ("信访工作条例 22(3)", "reply_ordered", "2026-09-20", "2026-10-04"),
    ("信访工作条例 23", "direct_receipt_told", "2026-09-20", "2026-10-05"),
    ("信访工作条例 23", "receiver_tells", "2026-09-20", "2026-10-05"),
    ("信访工作条例 23", "pass_down", "2026-09-20", None),
    ("信访工作条例 23", "objection_window", "2026-09-28", "2026-10-10"),
    ("信访工作条例 24", "jurisdiction_dispute", "2026-09-20", None),
    ("信访工作条例 22, 23, 30", "report_forwarded", "2026-09-20", None),
    ("信访工作条例 25", "major_urgent_reported", "2026-09-20T22:30+08:00", "2026-09-21"),
    ("信访工作条例 34", "opinion_31_6", "2026-09-20", "2026-11-19"),
    ("信访工作条例 31(1)–(4)", "steered_31_1_4", "2026-09-20", None),
    ("信访工作条例 31(5), 行政诉讼法 47", "perform_or_answer", "2026-09-20", "2026-11-20"),
    ("信访工作条例 35", "ask_review", "2026-09-03", "2026-10-08"),
    ("信访工作条例 35", "answer_review", "2026-09-03", "2026-10-03"),
    ("信访工作条例 36", "ask_rereview", "2026-09-03", "2026-10-08"),
    ("信访工作条例 36", "answer_rereview", "2026-09-03", "2026-10-03"),
    ("信访工作条例 36", "no_further_acceptance", "2026-09-20", None),
    ("信访工作条例 35, 36", "reply_served", "2026-09-20", None),
    ("信访工作条例 19", "same_matter_above", "2026-09-20", None),
    ("信访工作条例 28", "recusal", "2026-09-20", "2026-09-20"),
    ("信访工作条例 30, 46(5)", "report_kept_from_the_accused", "2026-09-20", None),
    ("信访工作条例 20", "group_visit_representatives", "2026-09-20", None),
    ("信访工作条例 32, 40", "opinion_contents", "2026-09-20", None),
    ("信访工作条例 33", "mediation_agreement_drawn_up", "2026-09-20", None),
    ("信访工作条例 41", "yearly_report", "2025-12-31", "2026-12-31"),
    ("信访工作条例 22, 23", "power_to_send", "2026-09-20", None),
]
LEGAL_AID = [
    ("法律援助法 36", "criminal_agency_notified", "2026-09-30", "2026-10-03"),
    ("法律援助法 36", "criminal_lawyer_appointed", "2026-09-30", "2026-10-03"),
    ("法律援助法 39", "custody_application_passed_on", "2026-09-30T10:15+08:00", "2026-10-01"),
    ("法律援助法 43", "aid_decided", "2026-09-28", "2026-10-05"),
    ("法律援助法 43", "aid_lawyer_appointed", "2026-09-30", "2026-10-03"),
    ("法律援助法 43", "aid_refusal_with_reasons", "2026-09-30", "2026-09-30"),
    ("法律援助法 43", "aid_supplement", "2026-09-24", "2026-10-08"),
    ("法律援助法 44", "aid_provided_first", "2026-09-30", "2026-09-30"),
    ("法律援助法 49", "aid_objection_reviewed", "2026-09-28", "2026-10-03"),
    ("法律援助法 26", "experienced_lawyer", "2026-09-20", None),
    ("法律援助法 43, 49", "refusal_names_the_door", "2026-09-20", "2026-09-20"),
    ("法律援助法 46", "lawyer_may_not_refuse", "2026-09-20", None),
    ("法律援助法 23, 35", "told_of_legal_aid", "2026-09-20", "2026-09-20"),
    ("法律援助法 50", "closing_papers", "2026-09-20", "2026-10-05"),
    ("法律援助法 52", "subsidy_paid", "2026-09-20", "2026-10-20"),
]
NEIGHBOURS = [
    ("工伤保险条例 17", "injury_recognition_by_employer", "2026-09-03", "2026-10-08"),
    ("工伤保险条例 17", "injury_recognition_by_worker", "2025-02-01", "2026-02-02"),
    ("劳动争议调解仲裁法 27", "arbitration_asked", "2025-10-01", "2026-10-08"),
    ("劳动争议调解仲裁法 29", "arbitration_accepted", "2026-09-28", "2026-10-03"),
    ("劳动争议调解仲裁法 43", "arbitration_decided", "2026-08-20", "2026-10-04"),
    ("劳动争议调解仲裁法 50", "suit_after_award", "2026-09-20", "2026-10-08"),
    ("行政复议法 9", "administrative_review_asked", "2023-08-01", "2023-10-07"),
    ("行政复议法 20", "administrative_review_asked", "2026-08-05", "2026-10-08"),
    ("民法典 188", "civil_limitation", "2023-03-10", "2026-03-10"),
    ("民法典 188", "civil_limitation_longest", "2006-05-03", "2026-05-06"),
    ("人民调解法 33", "judicial_confirmation_asked", "2026-09-03", "2026-10-08"),
    ("人民调解法 17, 26", "mediation_ended", "2026-09-20", "2026-09-20"),
]
CITY = [
    ("本市约定", "sign_for", "2026-09-30", "2026-10-08"),
    ("本市约定", "decide_by_hand", "2026-09-30", "2026-10-09"),
    ("本市约定", "assist", "2026-09-30", "2026-10-20"),
    ("本市约定", "serve_reply", "2026-09-30", "2026-10-15"),
    ("本市约定", "perform_reply", "2026-09-30", "2026-10-30"),
    ("本市约定", "decide_report", "2026-09-30", "2026-10-13"),
    ("本市约定", "end_hearing", "2026-09-30", "2026-10-13"),
    ("本市约定", "return_visit", "2026-09-30", "2026-10-08"),
    ("本市约定", "return_visit_attempts", "2026-09-20", None),
    ("本市约定", "supervise_idle", "2026-09-20", None),
    ("本市约定", "supervise_not_mended", "2026-09-20", None),
    ("本市约定", "supervise_assistant_late", "2026-09-20", None),
    ("本市约定", "supervise_answer", "2026-09-20", None),
    ("本市约定", "surge_days", "2026-09-20", None),
    ("本市约定", "surge_place", "2026-09-20", None),
    ("本市约定", "surge_respondent", "2026-09-20", None),
    ("送件单位要求", "reply_asked", "2026-09-20", "2026-10-04"),
]
ZHEJIANG = [
    ("浙江省信访条例 20", "petition_office_forwards", "2026-09-28", "2026-10-10"),
    ("浙江省信访条例 20", "direct_receipt_told", "2026-09-28", "2026-10-10"),
    ("浙江省信访条例 20", "receiver_tells", "2026-09-28", "2026-10-10"),
    ("浙江省信访条例 23", "opinion_31_6", "2026-09-20", "2026-10-20"),
    ("浙江省信访条例 23", "handled", "2026-09-20", "2026-10-20"),
    ("浙江省信访条例 25(2)", "finalised_without_review", "2026-09-20", None),
    ("浙江省信访条例 15", "group_visit_representatives", "2026-09-20", None),
    ("浙江省法律援助条例 11", "criminal_agency_notified", "2026-09-30", "2026-10-10"),
    ("浙江省法律援助条例 17", "aid_decided", "2026-09-28", "2026-10-13"),
    ("浙江省法律援助条例 19", "closing_papers", "2026-09-20", "2026-10-05"),
]
ROWS = [
    *(("national", *row) for row in (*PETITIONS, *LEGAL_AID, *NEIGHBOURS)),
    *(("city", *row) for row in CITY),
    *(("zhejiang", *row) for row in ZHEJIANG),
]
SET_FOR = date(2026, 10, 4)


@pytest.mark.parametrize(
    ("region", "cite", "key", "start", "due_on"), ROWS, ids=[f"{cite}-{key}" for _, cite, key, *_ in ROWS]
)
def test_article(region, cite, key, start, due_on):
    begun = datetime.fromisoformat(start) if "T" in start else day(start)
    row = rule(key, day(start[:10]), region)
    told = deadline(row, begun, calendar=OFFICIAL, set_for=SET_FOR if row.unit == "ordered" else None)
    assert row.cite == cite
    assert told.due_on == (due_on and day(due_on))
    assert told.explanation.zh.endswith(row.article)
    assert told.explanation.en.endswith(cite)


def test_no_row_of_the_rulebook_is_left_without_its_test():
    tested = {(region, key, cite) for region, cite, key, *_ in ROWS}
    conventions = {row.key for row in WITH_ZHEJIANG.rules if row.kind == "convention"}
    assert {(r.region, r.key, r.cite) for r in WITH_ZHEJIANG.rules if r.key not in conventions} == tested


def test_every_article_is_the_one_that_is_cited_in_short():
    wrong = [row.key for row in WITH_ZHEJIANG.rules if "《" in row.article and row.cite.split()[0] not in row.article]
    assert not wrong


def test_the_overlay_of_zhejiang_is_off_until_somebody_switches_it_on():
    assert {row.region for row in NATIONAL_BOOK.candidates("receiver_tells", day("2026-09-20"))} == {"national"}
    with pytest.raises(LookupError):
        NATIONAL_BOOK.candidates("handled", day("2026-09-20"))


def test_article_36_legal_aid_a_person_in_custody_does_not_wait_for_the_holiday():
    assert not rule("criminal_lawyer_appointed").roll_forward
    assert not rule("criminal_agency_notified").roll_forward


def test_article_39_counts_hours_from_the_moment():
    told = deadline(rule("custody_application_passed_on"), datetime(2026, 9, 30, 16, 30, tzinfo=UTC))
    assert told.due_at == datetime(2026, 10, 1, 16, 30, tzinfo=UTC)
    assert "2026年10月2日（星期五）00:30到期" in told.explanation.zh


def test_article_20_five_representatives_and_three_in_zhejiang():
    assert rule("group_visit_representatives").limit == 5
    assert rule("group_visit_representatives", region="zhejiang").limit == 3


def test_articles_26_and_44_set_numbers_that_are_no_periods():
    assert (rule("experienced_lawyer").limit, rule("aid_provided_first").limit) == (3, 7)
