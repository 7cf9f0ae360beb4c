"""The timeline in sentences: what comes after a reply that was served."""

from datetime import date

from flask_babel import gettext as _

from shared.contracts.words import REOPENING_CAUSES, SATISFACTION
from shared.web import word
from shared.web.page import day


def _visited(facts, unit, words):
    who, on = unit(facts["visitor"]), day(date.fromisoformat(facts["visited_on"]))
    if not facts["reached"]:
        return who, _("第 %(number)s 次回访，没有联系上信访人", number=facts["number"]), f"{on} {words['words']}"
    said = word(SATISFACTION[facts["satisfaction"]])
    remains = _("还没有解决的：%(what)s", what=words["remains"]) if words.get("remains") else None
    told = " ".join(filter(None, [on, words["words"], remains]))
    return who, _("回访信访人，信访人表示%(said)s", said=said), told


def _reopened(facts, unit, words):
    cause = word(REOPENING_CAUSES[facts["cause"]])
    text = _("%(unit)s答复以后，事项重办（%(cause)s）", unit=unit(facts["unit"]), cause=cause)
    if again := facts.get("again"):
        numbers = "、".join(str(number) for number in again)
        told = {"unit": unit(facts["unit"]), "numbers": numbers, "cause": cause}
        text = _("%(unit)s答复以后，第 %(numbers)s 项诉求重办（%(cause)s）", **told)
    return unit(facts["sender"]) if facts.get("reopened_by") else "", text, words["words"]


def _followed_up(facts, unit, words):
    names = {"former": unit(facts["former_sender"]), "unit": unit(facts["sender"])}
    return names["unit"], _("%(former)s已撤销，由%(unit)s接着跟踪、审核和回访", **names), facts["article"]


TELLERS = {
    "referral.reopened": _reopened,
    "followup.recorded": _visited,
    "sending.taken_over": _followed_up,
}
