"""Where a claim goes, by which rule, resting on which article."""

from dataclasses import replace
from datetime import date

import pytest

from services.routing.policy.decide import Held, decide, decision, who_decides_by_hand
from services.routing.policy.question import ClaimTold, MatterTold, Question
from services.routing.policy.rulebook import Ground
from services.routing.policy.territory import Territory
from shared.contracts.words import CATEGORIES, KINDS
from tests.contracts.factories.routing import REFERRAL_MADE
from tests.unit.routing.rules import CITY, PINGHU

CAOQIAO = Territory("caoqiao", "曹桥街道")
HUANGGU = Territory("dushangang", "黄姑镇", "独山港镇")
LAND = Question(
    MatterTold(kind="CLAIM_APPEAL", sender="hotline", received_on=date(2026, 9, 20), territory=CAOQIAO),
    ClaimTold("land"),
)
REPLY_BY = date(2026, 10, 20)
OF_THE_CLAIM = {"category", "text", "facts", "returned_by"}


def question(**differences):
    of_the_claim = {name: value for name, value in differences.items() if name in OF_THE_CLAIM}
    of_the_matter = {name: value for name, value in differences.items() if name not in OF_THE_CLAIM}
    return Question(replace(LAND.matter, **of_the_matter), replace(LAND.claim, **of_the_claim))


def ask(**differences):
    decided = decision(question(**differences), CITY, PINGHU)
    return None if isinstance(decided, Held) else decided


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
    assert ask(category="wages").article == "《法律援助法》第三十一条第五项、《信访工作条例》第三十一条第二项"
    assert ask(category="work_injury").article == "《法律援助法》第三十一条第七项、《信访工作条例》第三十一条第二项"


@pytest.mark.parametrize(("told", "words"), [("not_accepted", "不予受理"), ("late", "逾期"), ("award", "裁决")])
def test_how_arbitration_ended_is_said_and_rests_on_the_lawsuit_item(told, words):
    choice = ask(category="work_injury", facts={"arbitration": told})
    assert words in choice.reason
    assert "arbitration" in choice.reason_en or "award" in choice.reason_en
    assert choice.article.endswith("《信访工作条例》第三十一条第一项")


@pytest.mark.parametrize("facts", [{}, {"arbitration": "unheard of"}, {"arbitration": None}, {"arbitration": True}])
def test_without_a_known_end_of_arbitration_nothing_is_said_of_it(facts):
    assert ask(category="wages", facts=facts) == ask(category="wages")
    assert (ask(category="wages", facts=facts).way, ask(category="wages").way) == ("labour_arbitration",) * 2


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
    assert ask(sender="petition_office", reply_by=REPLY_BY).article == "《信访工作条例》第二十二条第一款第三项"
    assert ask(sender="petition_office").article == "《信访工作条例》第二十二条第一款第二项"
    assert ask(sender="hotline").article == "《信访工作条例》第二十三条第一款"


@pytest.mark.parametrize("kind", ["CONSULT", "SUGGESTION"])
def test_a_question_about_wages_opens_no_application_for_aid(kind):
    assert ask(kind=kind, category="wages").rule == "the_township_of_the_place"


def test_without_a_place_no_rule_decides_and_a_person_must():
    assert ask(territory=None) is None


def test_a_person_decides_at_the_petition_office_for_its_own_files_and_at_the_bureau_for_the_rest():
    assert who_decides_by_hand(question(sender="petition_office").matter, CITY) == "petition_office"
    senders = ("hotline", "bureau", "caoqiao")
    assert {who_decides_by_hand(question(sender=sender).matter, CITY) for sender in senders} == {"bureau"}


@pytest.mark.parametrize(
    ("accused", "holder"), [("bureau", "petition_office"), ("caoqiao", "bureau"), (None, "bureau")]
)
def test_whom_a_report_accuses_does_not_decide_about_it(accused, holder):
    matter = question(kind="REPORT", accused=accused).matter
    assert who_decides_by_hand(matter, CITY) == holder


EVERYTHING = {
    "category": "environment",
    "narrative": "不服一审判决，又申请行政复议，厂里偷排污水。",
    "sender": "petition_office",
}


def test_guards_then_article_31_in_its_order_then_territory_then_subject():
    choice = ask(**EVERYTHING)
    order = [choice.rule, *(lost.rule for lost in choice.alternatives)]
    assert order == [
        "a_judgment_is_disputed",
        "administrative_review_is_asked_for",
        "unlawful_discharge_is_investigated",
        "the_township_of_the_place",
        "environment_is_the_ecology_bureaus",
    ]
    assert choice.reason in choice.alternatives[0].why


@pytest.mark.parametrize(
    ("differences", "unit", "kind", "article"),
    [
        ({"narrative": "不服一审判决"}, "court", "STEER", "《信访工作条例》第三十一条第一项"),
        ({"category": "wages"}, "legal_aid_centre", "STEER", "《信访工作条例》第三十一条第二项"),
        ({"text": "不服党纪处分"}, "discipline_inspection", "STEER", "《信访工作条例》第三十一条第三项"),
        ({"narrative": "不服补偿决定"}, "bureau", "STEER", "《信访工作条例》第三十一条第四项"),
        (
            {"category": "environment", "text": "偷排"},
            "ecology_bureau",
            "STEER",
            "第三十一条第五项、第二十三条第一款",
        ),
        (
            {"category": "environment", "text": "偷排", "sender": "petition_office"},
            "ecology_bureau",
            "TRANSFER",
            "《信访工作条例》第三十一条第五项、第二十二条第一款第一项",
        ),
    ],
)
def test_each_item_of_article_31_leads_to_its_organ(differences, unit, kind, article):
    choice = ask(**differences)
    assert (choice.unit, choice.kind) == (unit, kind)
    assert choice.article.endswith(article)


def test_a_law_related_letter_is_transferred_by_the_petition_office_a_visitor_is_guided():
    told = {"narrative": "不服二审判决", "sender": "petition_office"}
    letter, visit = ask(**told, channel="LETTER"), ask(**told, channel="VISIT")
    assert (letter.kind, letter.article) == ("TRANSFER", "《信访工作条例》第三十一条第一项、第二十二条第二款")
    assert (visit.kind, visit.article) == ("STEER", "《信访工作条例》第三十一条第一项")


def test_a_decision_names_the_words_and_fields_it_rests_on():
    choice = ask(narrative="家里承包地，不服补偿决定。")
    assert choice.grounds == (Ground("narrative", "不服补偿决定", 6),)
    arbitrated = ask(category="wages", facts={"arbitration": "late"})
    assert arbitrated.grounds == (Ground("category", "wages"), Ground("facts.arbitration", "late"))


@pytest.mark.parametrize("narrative", ["没有申请行政复议", "不申请再审了，只求修路", "未申请行政复议"])
def test_a_word_that_is_denied_is_not_said(narrative):
    assert ask(narrative=narrative).rule == "the_township_of_the_place"


def test_a_steered_claim_without_aid_goes_to_the_procedure_itself():
    choice = ask(category="debt", narrative="申请再审")
    assert (choice.unit, choice.way) == ("court", "court")


def test_the_procedure_itself_is_told_beside_the_aid():
    choice = ask(category="work_injury", facts={"arbitration": "award"})
    assert (choice.unit, choice.way, choice.alternatives[0].unit) == ("legal_aid_centre", "court", "court")


def test_a_department_is_asked_only_where_no_place_is_known_and_none_elsewhere_is_named():
    environment = {"category": "environment", "territory": None, "sender": "petition_office"}
    assert ask(**environment).unit == "ecology_bureau"
    assert ask(**environment).article == "《信访工作条例》第二十二条第一款第一项"
    assert ask(**environment, elsewhere=True) is None


def test_each_claim_has_its_own_decision_in_the_order_of_the_claims():
    claims = [ClaimTold("land"), ClaimTold("wages"), ClaimTold("land", "申请再审")]
    assert [choice.unit for choice in decide(LAND.matter, claims, CITY, PINGHU)] == [
        "caoqiao",
        "legal_aid_centre",
        "court",
    ]


def test_without_rules_on_the_day_it_was_received_a_person_decides():
    held = decision(LAND, CITY, None)
    assert "施行" in held.reason


IN_THE_EVENT = ("unit", "kind", "rule", "article", "reason", "reason_en")


@pytest.mark.parametrize("kind", KINDS)
def test_every_choice_names_its_rule_and_can_be_told_in_an_event(kind):
    writer = REFERRAL_MADE.event_type.writer
    for category in CATEGORIES:
        choice = ask(kind=kind, category=category, territory=HUANGGU, facts={"arbitration": "award"})
        assert choice.article.startswith("《")
        told = replace(REFERRAL_MADE, **dict(zip(IN_THE_EVENT, choice.order, strict=True)))
        assert writer.load(writer.dump(told)) == told
