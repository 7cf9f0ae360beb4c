"""While an order is in hand: others assist, more time is asked for, the sides are mediated between."""

from datetime import date

from flask_babel import gettext as _

from services.intake.told.saying import until
from shared.contracts.words import (
    ASSISTANCE_ENDS,
    HANDLING_PATHS,
    MEDIATION_ENDS,
)
from shared.web import word
from shared.web.page import day


def _assistance_asked(facts, unit, words):
    return unit(facts["unit"]), _("请%(unit)s协办", unit=unit(facts["assistant"])), words["words"]


def _assistance_answered(facts, unit, words):
    return unit(facts["assistant"]), _("反馈协办情况"), words["words"]


def _assistance_released(facts, unit, words):
    text = _("%(unit)s的协办结束", unit=unit(facts["assistant"]))
    return unit(facts["unit"]), text, f"{word(ASSISTANCE_ENDS[facts['how']])} {words['words'] or ''}".strip()


def _extension_asked(facts, unit, words):
    told = {"days": facts["days"], "unit": unit(facts["approver"])}
    return unit(facts["unit"]), _("申请延期 %(days)s 天，待%(unit)s审批", **told), words["reason"]


def _extended(facts, unit, words):
    by_then = until(facts.get("due_on"))
    text = _("同意%(unit)s延期 %(days)s 天", unit=unit(facts["unit"]), days=facts["days"])
    return unit(facts["approver"]), text, f"{by_then} {words['words']}"


def _not_extended(facts, unit, words):
    return unit(facts["approver"]), _("不同意%(unit)s延期", unit=unit(facts["unit"])), words["words"]


def _mediation_started(facts, unit, words):
    began_on = facts.get("began_on") and day(date.fromisoformat(facts["began_on"]))
    told = " ".join(filter(None, (began_on, facts["mediator"])))
    return unit(facts["unit"]), _("双方同意，开始调解"), told


def _mediation_held(facts, unit, words):
    return unit(facts["unit"]), _("组织调解"), words["words"]


def _mediation_agreed(facts, unit, words):
    return unit(facts["unit"]), _("达成调解协议"), words["words"]


def _mediation_failed(facts, unit, words):
    return unit(facts["unit"]), _("终止调解"), f"{word(MEDIATION_ENDS[facts['how']])} {words['words'] or ''}".strip()


def _mediation_confirmed(facts, unit, words):
    return unit(facts["unit"]), _("双方申请司法确认"), words["words"]


def _steered_away(facts, unit, words):
    if led_away := facts.get("led_away"):
        numbers = "、".join(str(number) for number in led_away)
        told = {"numbers": numbers, "path": word(HANDLING_PATHS[facts["path"]])}
        text = _("第 %(numbers)s 项诉求引导信访人通过法定途径解决：%(path)s", **told)
        return unit(facts["unit"]), text, f"{facts['door']} {words['words']} {facts['article']}"
    text = _("引导信访人通过法定途径解决：%(path)s", path=word(HANDLING_PATHS[facts["path"]]))
    return unit(facts["unit"]), text, f"{facts['door']} {words['words']} {facts['article']}"


TELLERS = {
    "assistance.asked": _assistance_asked,
    "assistance.answered": _assistance_answered,
    "assistance.released": _assistance_released,
    "extension.asked": _extension_asked,
    "handling.extended": _extended,
    "order.extended": _extended,
    "extension.refused": _not_extended,
    "mediation.started": _mediation_started,
    "mediation.held": _mediation_held,
    "mediation.agreed": _mediation_agreed,
    "mediation.failed": _mediation_failed,
    "mediation.confirmed": _mediation_confirmed,
    "referral.steered_away": _steered_away,
}
