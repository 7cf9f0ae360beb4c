"""Where a claim goes, by which rule, resting on which article: rules in one tuple, the first that decides counts."""

from dataclasses import dataclass
from datetime import date

from services.routing.policy.territory import Territory
from shared.contracts.words import CATEGORIES

LEGAL_AID_CENTRE = "legal_aid_centre"
DISCIPLINE_INSPECTION = "discipline_inspection"
PETITION_OFFICE = "petition_office"
BUREAU = "bureau"

ARBITRATION_WORDS = {
    "not_accepted": ("，劳动仲裁不予受理", ", arbitration was refused"),
    "late": ("，劳动仲裁逾期未作决定", ", arbitration did not decide in time"),
    "award": ("，不服劳动仲裁裁决", ", the award is disputed"),
}


@dataclass(frozen=True)
class Question:
    """All that a rule may look at."""

    kind: str
    category: str
    facts: dict
    groups: tuple
    territory: Territory | None
    sender: str
    reply_by: date | None = None


@dataclass(frozen=True)
class Choice:
    """Where the claim goes and why; `rule` names the rule that made it."""

    unit: str
    kind: str
    rule: str
    article: str
    reason: str
    reason_en: str


def next_unit(question):
    """The choice of the first rule that decides, or None: then a person must."""
    return next((choice for rule in RULES if (choice := rule(question))), None)


def who_decides_by_hand(sender):
    """Whoever must decide what no rule can: the petition office for its own files, the bureau for the rest."""
    return PETITION_OFFICE if sender == PETITION_OFFICE else BUREAU


def power_to_send(sender):
    """The article a transfer rests on: 22 is the petition office's, everyone else sends within their own system."""
    return f"《信访工作条例》第{'二十二条第二项' if sender == PETITION_OFFICE else '二十三条第一款'}"


def reports_go_to_discipline_inspection(question):
    if question.kind != "REPORT":
        return None
    return Choice(
        unit=DISCIPLINE_INSPECTION,
        kind="TRANSFER" if question.sender == PETITION_OFFICE else "STEER",
        rule="reports_go_to_discipline_inspection",
        article="《信访工作条例》第二十二条第二款、第二十三条",
        reason="检举控告类事项，由纪检监察机关依规依纪依法处理",
        reason_en="A report or accusation: discipline inspection deals with it by its own rules",
    )


def legal_aid_is_applied_for(question):
    """Claims a person may have legal aid for are guided there: aid is applied for, never assigned."""
    if question.category == "legal_aid":
        return _to_legal_aid("《法律援助法》第三十一条", "本人申请法律援助", "The petitioner asks for legal aid")
    if question.category not in ("work_injury", "wages") or question.kind not in ("CLAIM_APPEAL", "HELP"):
        return None
    item = "第七项" if question.category == "work_injury" else "第五项"
    words, words_en = ARBITRATION_WORDS.get(question.facts.get("arbitration"), ("", ""))
    category = CATEGORIES[question.category]
    article = f"《法律援助法》第三十一条{item}" + ("、《信访工作条例》第三十一条第一项" if words else "")
    return _to_legal_aid(
        article,
        f"{category.zh}{words}，引导申请法律援助",
        f"{category.en}{words_en}: guided to apply for legal aid",
    )


def the_township_of_the_place(question):
    if question.territory is None:
        return None
    place, today = question.territory.name, question.territory.now_called
    assigned = question.sender == PETITION_OFFICE and question.reply_by
    return Choice(
        unit=question.territory.unit,
        kind="ASSIGN" if assigned else "TRANSFER",
        rule="the_township_of_the_place",
        article="《信访工作条例》第二十二条第三项" if assigned else power_to_send(question.sender),
        reason=f"属地管理：{place}" + (f"（今{today}）" if today else ""),
        reason_en=f"It happened in {place}" + (f" (today {today})" if today else ""),
    )


RULES = (
    reports_go_to_discipline_inspection,
    legal_aid_is_applied_for,
    the_township_of_the_place,
)


def _to_legal_aid(article, reason, reason_en):
    return Choice(LEGAL_AID_CENTRE, "STEER", "legal_aid_is_applied_for", article, reason, reason_en)
