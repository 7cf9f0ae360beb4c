"""Who may not be given a claim, whatever any rule or person says: each guard with its article and its reason.

`GUARDS` are asked in this order about one unit, `GUARDS_OF_THE_CLAIM` about the claim before any unit is looked for:
what they bar a person may decline, and nothing else, and it then `ends_as` that state.
Only what the law leaves to judgement is `overridable`, and then by a named approver.
"""

from dataclasses import dataclass

from services.routing.policy.question import PETITION_OFFICE

YES = (True, "1", "yes", "true")


@dataclass(frozen=True)
class Bar:
    guard: str
    article: str
    reason: str
    reason_en: str
    overridable: bool = False
    ends_as: str | None = None


def the_accused_never_gets_it(question, unit, city, rulebook):
    accused = question.matter.accused
    if question.matter.kind != "REPORT" or not accused or accused not in city.ever_above(unit):
        return None
    return Bar(
        "the_accused_never_gets_it",
        "《信访工作条例》第三十条第三款",
        "检举控告材料不得转给被检举控告的单位及其下级",
        "A report is never passed to the unit it accuses or to one below it",
    )


def a_report_goes_to_discipline_inspection(question, unit, city, rulebook):
    if question.matter.kind != "REPORT" or unit in rulebook.reports_to:
        return None
    return Bar(
        "a_report_goes_to_discipline_inspection",
        "《信访工作条例》第二十二条第二款",
        "检举控告类事项只能移送纪检监察机关",
        "A report goes to discipline inspection only",
    )


def the_unit_exists_and_is_open(question, unit, city, rulebook):
    if city.is_open(unit):
        return None
    return Bar(
        "the_unit_exists_and_is_open",
        "《信访工作条例》第二十四条第二款",
        "该单位已经撤销或者停止办公，应当由继续行使其职权的单位受理",
        "The unit is closed: whoever took over its powers receives the matter",
    )


def where_everyone_withdrew_nobody_handles_it(question, unit, city, rulebook):
    if unit not in question.claim.withdrew:
        return None
    return Bar(
        "where_everyone_withdrew_nobody_handles_it",
        "《信访工作条例》第二十八条第三款",
        "该单位的工作人员都已回避，由其他单位办理",
        "Everyone of the unit withdrew from the matter: another unit handles it",
    )


def a_unit_that_returned_it_is_not_asked_again(question, unit, city, rulebook):
    if unit not in question.claim.returned_by:
        return None
    return Bar(
        "a_unit_that_returned_it_is_not_asked_again",
        "《信访工作条例》第二十三条第三款",
        "该单位提出异议并经同意退回，不再送回",
        "The unit objected and was let go: it does not get the claim again",
    )


def the_unit_has_room(question, unit, city, rulebook):
    most = rulebook.capacity.get(unit)
    if most is None or city.open_referrals.get(unit, 0) < most:
        return None
    return Bar(
        "the_unit_has_room",
        "本市办理约定",
        f"该单位在办事项已达 {most} 件",
        f"The unit has {most} matters in hand already",
        overridable=True,
    )


GUARDS = (
    the_accused_never_gets_it,
    a_report_goes_to_discipline_inspection,
    the_unit_exists_and_is_open,
    where_everyone_withdrew_nobody_handles_it,
    a_unit_that_returned_it_is_not_asked_again,
    the_unit_has_room,
)


def after_rereview_it_is_not_accepted_again(question):
    facts = question.claim.facts
    if facts.get("rereviewed") not in YES or facts.get("new_reasons") in YES:
        return None
    return Bar(
        "after_rereview_it_is_not_accepted_again",
        "《信访工作条例》第三十六条第三款",
        "已经复核，仍以同一事实和理由提出的，不再受理",
        "It was re-reviewed: with the same facts and reasons it is no longer accepted",
        overridable=True,
        ends_as="BARRED",
    )


def the_same_matter_is_in_hand(question):
    if not question.claim.same_as:
        return None
    return Bar(
        "the_same_matter_is_in_hand",
        "《信访工作条例》第十九条第三款",
        f"同一事项（{question.claim.same_as}）正在规定期限内办理，不另行受理",
        f"The same matter ({question.claim.same_as}) is in hand and within its period: it is not opened again",
        overridable=True,
        ends_as="DECLINED",
    )


GUARDS_OF_THE_CLAIM = (after_rereview_it_is_not_accepted_again, the_same_matter_is_in_hand)


def a_handler_with_an_interest_withdraws(handler, recused):
    """`recused` are the members of staff who withdrew from the matter."""
    if handler not in recused:
        return None
    return Bar(
        "a_handler_with_an_interest_withdraws",
        "《信访工作条例》第二十八条第三款",
        "您与这件事项或者信访人有直接利害关系，已经回避，由其他工作人员办理",
        "You have an interest in this matter and withdrew from it: somebody else handles it",
    )


def bars(question, unit, city, rulebook):
    """Every guard that stands between this claim and this unit, in their order."""
    return tuple(bar for guard in GUARDS if (bar := guard(question, unit, city, rulebook)))


def bar_of_the_claim(question):
    return next((bar for guard in GUARDS_OF_THE_CLAIM if (bar := guard(question))), None)


def is_above(one, other, city):
    """The petition office is the party committee's and the government's own: every unit of the city is below it."""
    return one == PETITION_OFFICE or one in city.chain(other)[1:]


def may_send(sender, unit, city):
    """Across systems only the petition office sends (22); everyone else within their own system (23 ¶1)."""
    return sender == PETITION_OFFICE or city.chain(sender)[-1] in city.chain(unit)
