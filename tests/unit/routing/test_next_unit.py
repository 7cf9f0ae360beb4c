"""Where a claim goes, by which rule, resting on which article."""

from dataclasses import asdict, replace
from datetime import date

import pytest

from services.routing.policy import next_unit as policy
from services.routing.policy.next_unit import Question, next_unit, who_decides_by_hand
from services.routing.policy.territory import Territory
from shared.contracts.words import CATEGORIES, KINDS
from tests.contracts.factories import REFERRAL_MADE

CAOQIAO = Territory("caoqiao", "曹桥街道")
HUANGGU = Territory("dushangang", "黄姑镇", "独山港镇")
LAND = Question(kind="CLAIM_APPEAL", category="land", facts={}, groups=(), territory=CAOQIAO, sender="hotline")
REPLY_BY = date(2026, 10, 20)


def ask(**differences):
    return next_unit(replace(LAND, **differences))


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("territory", [None, CAOQIAO])
@pytest.mark.parametrize("sender", ["hotline", "petition_office", "bureau"])
def test_a_report_goes_to_discipline_inspection_whatever_else_is_true(category, territory, sender):
    choice = ask(
        kind="REPORT",
        category=category,
        territory=territory,
        sender=sender,
        reply_by=REPLY_BY,
        groups=("migrant_worker",),
        facts={"arbitration": "late"},
    )
    assert (choice.unit, choice.rule) == ("discipline_inspection", "reports_go_to_discipline_inspection")
    assert "二十二条第二款" in choice.article


def test_only_the_petition_office_sends_a_report_across_systems_others_tell_the_person_where_to_go():
    assert ask(kind="REPORT", sender="petition_office").kind == "TRANSFER"
    assert ask(kind="REPORT", sender="hotline").kind == "STEER"


@pytest.mark.parametrize("category", ["legal_aid", "work_injury", "wages"])
@pytest.mark.parametrize("sender", ["hotline", "petition_office"])
def test_a_claim_a_person_may_have_legal_aid_for_is_guided_there_before_its_territory(category, sender):
    choice = ask(category=category, sender=sender, reply_by=REPLY_BY)
    assert (choice.unit, choice.kind) == ("legal_aid_centre", "STEER")


def test_the_items_of_the_legal_aid_law_are_the_right_ones():
    assert ask(category="wages").article == "《法律援助法》第三十一条第五项"
    assert ask(category="work_injury").article == "《法律援助法》第三十一条第七项"


@pytest.mark.parametrize(("told", "words"), [("not_accepted", "不予受理"), ("late", "逾期"), ("award", "裁决")])
def test_how_arbitration_ended_is_said_and_rests_on_the_lawsuit_item(told, words):
    choice = ask(category="work_injury", facts={"arbitration": told})
    assert words in choice.reason
    assert "arbitration" in choice.reason_en or "award" in choice.reason_en
    assert choice.article.endswith("《信访工作条例》第三十一条第一项")


@pytest.mark.parametrize("facts", [{}, {"arbitration": "unheard of"}, {"arbitration": None}, {"arbitration": True}])
def test_without_a_known_end_of_arbitration_nothing_is_said_of_it(facts):
    assert ask(category="wages", facts=facts) == ask(category="wages")
    assert "仲裁" not in ask(category="wages", facts=facts).reason


def test_everything_else_goes_to_the_township_of_its_place():
    choice = ask()
    assert (choice.unit, choice.kind, choice.rule) == ("caoqiao", "TRANSFER", "the_township_of_the_place")
    assert choice.reason == "属地管理：曹桥街道"


def test_an_old_name_is_explained_in_both_languages():
    choice = ask(territory=HUANGGU)
    assert "黄姑镇（今独山港镇）" in choice.reason
    assert "today 独山港镇" in choice.reason_en


@pytest.mark.parametrize(
    ("sender", "reply_by", "kind"),
    [
        ("petition_office", REPLY_BY, "ASSIGN"),
        ("petition_office", None, "TRANSFER"),
        ("hotline", REPLY_BY, "TRANSFER"),
        ("bureau", REPLY_BY, "TRANSFER"),
    ],
)
def test_only_the_petition_office_assigns_and_only_with_a_day_to_reply_by(sender, reply_by, kind):
    choice = ask(sender=sender, reply_by=reply_by)
    assert choice.kind == kind


def test_the_article_of_a_transfer_is_that_of_who_sends_it():
    assert ask(sender="petition_office", reply_by=REPLY_BY).article == "《信访工作条例》第二十二条第三项"
    assert ask(sender="petition_office").article == "《信访工作条例》第二十二条第二项"
    assert ask(sender="hotline").article == "《信访工作条例》第二十三条第一款"


@pytest.mark.parametrize("kind", ["CONSULT", "SUGGESTION"])
def test_a_question_about_wages_opens_no_application_for_aid(kind):
    assert ask(kind=kind, category="wages").rule == "the_township_of_the_place"


def test_without_a_place_no_rule_decides_and_a_person_must():
    assert ask(territory=None) is None


def test_a_person_decides_at_the_petition_office_for_its_own_files_and_at_the_bureau_for_the_rest():
    assert who_decides_by_hand("petition_office") == "petition_office"
    assert {who_decides_by_hand(sender) for sender in ("hotline", "bureau", "caoqiao")} == {"bureau"}


def test_the_rules_are_asked_in_this_order():
    assert [rule.__name__ for rule in policy.RULES] == [
        "reports_go_to_discipline_inspection",
        "legal_aid_is_applied_for",
        "the_township_of_the_place",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_choice_names_its_rule_and_can_be_told_in_an_event(kind):
    writer = REFERRAL_MADE.event_type.writer
    for category in CATEGORIES:
        choice = ask(kind=kind, category=category, territory=HUANGGU, facts={"arbitration": "award"})
        assert choice.rule in {rule.__name__ for rule in policy.RULES}
        assert choice.article.startswith("《")
        told = replace(REFERRAL_MADE, **asdict(choice))
        assert writer.load(writer.dump(told)) == told
