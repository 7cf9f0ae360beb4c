"""Who reviews an opinion, until when it may be asked for, and what then stands (信访工作条例 35, 36)."""

from datetime import date

import pytest

from services.routing.policy.question import City, CityUnit
from services.routing.policy.reviewing import contradicts_itself, in_time, level_of, outcomes_of, stands, who_reviews

UNITS = (
    CityUnit("petition_office", "petition_office"),
    CityUnit("bureau", "bureau"),
    CityUnit("caoqiao", superior="bureau"),
    CityUnit("far", superior="court"),
    CityUnit("court", "outside"),
    CityUnit("left", superior="gone"),
    CityUnit("gone", active=False, successor="zhapu"),
    CityUnit("zhapu", superior="bureau"),
)
CITY = City({unit.code: unit for unit in UNITS})


@pytest.mark.parametrize(
    ("answered", "reviews"),
    [
        ("caoqiao", "bureau"),
        ("bureau", "petition_office"),
        ("petition_office", None),
        ("far", "petition_office"),
        ("left", "zhapu"),
    ],
)
def test_the_unit_above_reviews_and_above_the_highest_the_petition_office(answered, reviews):
    assert who_reviews(answered, CITY) == reviews


def test_who_may_not_know_of_it_or_withdrew_is_passed_over():
    assert who_reviews("caoqiao", CITY, barred=("bureau",)) == "petition_office"


def test_the_day_on_which_the_request_was_received_counts_and_without_a_calendar_nobody_is_late():
    last = date(2026, 12, 28)
    assert in_time(last, last)
    assert not in_time(date(2026, 12, 29), last)
    assert in_time(date(2030, 1, 1), None)


def test_an_opinion_is_revoked_for_all_claims_or_for_none():
    assert contradicts_itself(["REVOKED", "UPHELD"])
    assert not contradicts_itself(["REVOKED", "REVOKED"])
    assert not contradicts_itself(["UPHELD", "TO_SUPPORT"])


@pytest.mark.parametrize(
    ("outcome", "then"),
    [("UPHELD", "EXPLAIN"), ("TO_SUPPORT", "SUPPORT"), ("TO_REFUSE", "REFUSE"), ("REVOKED", None)],
)
def test_what_stands_after_a_review(outcome, then):
    assert stands(outcome, "EXPLAIN") == then


def test_a_reply_has_other_outcomes_than_a_review():
    assert "UPHELD" in outcomes_of("REREVIEW")
    assert "UPHELD" not in outcomes_of("TRANSFER")
    assert (level_of("ASSIGN"), level_of("REVIEW")) == (None, "REVIEW")
