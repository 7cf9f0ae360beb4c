"""Which further fields the call form asks for."""

from datetime import date

import pytest

from services.intake.policy.asked_fields import OF_CHANNEL, channels_asking_for, details_not_of, is_asked_for
from services.intake.policy.claim_facts import OF_CATEGORY, ONLY_AFTER, QUESTIONS, wrong_fact, wrong_facts
from shared.clocks.rulebook import FOLDER, Rulebook
from shared.contracts.words import ASKED, CATEGORIES, CHANNELS

TODAY = date(2026, 11, 26)


def test_every_channel_and_every_category_says_what_it_asks_for():
    assert set(OF_CHANNEL) == set(CHANNELS)
    assert set(OF_CATEGORY) == set(CATEGORIES)
    assert {fact for facts in OF_CATEGORY.values() for fact in facts} == set(QUESTIONS)


def test_what_the_limitation_watch_and_the_rules_need_is_asked_for():
    watched = {rule.fact for rule in Rulebook.read(FOLDER, regions=["", "zhejiang"]).watching(TODAY)}
    assert watched | set(ASKED) == set(QUESTIONS)


def test_a_question_that_follows_another_stands_after_it_in_every_category():
    for facts in OF_CATEGORY.values():
        for later, (earlier, _) in ONLY_AFTER.items():
            assert later not in facts or facts.index(earlier) < facts.index(later)


@pytest.mark.parametrize(
    ("field", "channel", "asked"),
    [
        ("external_no", "FORWARDED", True),
        ("external_no", "PHONE", False),
        ("reply_by", "LEADER_NOTE", True),
        ("reply_by", "LETTER", False),
        ("group_size", "VISIT", True),
        ("details.station", "STATION", True),
        ("details.station", None, False),
        ("narrative", "FAX", True),
        ("accused_party.unit", "FAX", True),
    ],
)
def test_a_field_of_another_channel_is_not_asked_for(field, channel, asked):
    assert is_asked_for(field, channel, "REPORT", {}.get) is asked


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("claims.0.facts.award_received_on", True),
        ("claims.1.facts.award_received_on", False),
        ("claims.1.facts.harm_known_on", True),
        ("claims.2.facts.harm_known_on", False),
        ("claims.0.facts.rereviewed", True),
        ("claims.1.text", True),
    ],
)
def test_a_fact_is_asked_for_by_the_category_of_its_claim(field, asked):
    told = {("0", "category"): "wages", ("0", "facts.arbitration"): "award", ("1", "category"): "traffic"}
    assert is_asked_for(field, "PHONE", "HELP", lambda *part: told.get(part)) is asked


@pytest.mark.parametrize("answer", ["late", "", None])
def test_when_an_award_came_is_not_asked_after_another_answer(answer):
    told = {("0", "category"): "wages", ("0", "facts.arbitration"): answer}
    assert not is_asked_for("claims.0.facts.award_received_on", "PHONE", "HELP", lambda *part: told.get(part))


def test_channels_of_a_field_and_details_of_another_channel_are_named():
    assert channels_asking_for("details.written_on") == ["LETTER", "FAX", "LEADER_NOTE"]
    assert details_not_of("FAX", {"pages": 3, "station": "women"}) == ["station"]


@pytest.mark.parametrize(
    ("name", "told", "code"),
    [
        ("award_received_on", "2026-11-26", None),
        ("award_received_on", "2026-11-27", "not_in_future"),
        ("award_received_on", "昨天", "wrong_form"),
        ("award_received_on", True, "wrong_form"),
        ("arbitration", "award", None),
        ("arbitration", "won", "unknown_choice"),
        ("rereviewed", "1", None),
    ],
)
def test_an_answer_that_cannot_be_is_named(name, told, code):
    assert wrong_fact(name, told, TODAY) == code


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"arbitration": "award", "award_received_on": "2026-11-20"}, []),
        ({"award_received_on": "2026-11-20"}, []),
        ({"arbitration": None, "award_received_on": None}, []),
        ({"arbitration": "late", "award_received_on": "2026-11-20"}, [("award_received_on", "contradicts")]),
        ({"arbitration": "award", "award_received_on": "2026/11/20"}, [("award_received_on", "wrong_form")]),
        ({"arbitration": "late", "note": "…"}, []),
    ],
)
def test_the_answers_about_a_claim_must_agree(facts, wrong):
    assert list(wrong_facts(facts, TODAY)) == wrong


@pytest.mark.parametrize(
    ("field", "kind", "asked"),
    [
        ("answer.words", "CONSULT", True),
        ("answer.words", "HELP", False),
        ("respondent_name", "CLAIM_APPEAL", True),
        ("respondent", "REPORT", True),
        ("accused_party.unit", "HELP", True),
    ],
)
def test_an_answer_is_for_a_consultation_and_whom_it_is_about_is_never_left_out(field, kind, asked):
    assert is_asked_for(field, "PHONE", kind, {}.get) is asked
