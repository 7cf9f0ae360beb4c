"""A matter comes in, is routed by hand or not accepted, and somebody withdraws from it."""

from flask_babel import gettext as _

from services.intake.told.saying import reason
from shared.contracts.legalaid import AID_WITHDRAWN_BY
from shared.contracts.splits import SPLIT_BARS
from shared.contracts.words import (
    CHANNELS,
    CORRECTED,
    RELATIONS,
    RESOLUTION,
    SATISFACTION,
    STATES,
    WITHDRAWN_BY,
)
from shared.web import in_english, word


def _registered(facts, unit, words):
    again = _("登记为同一事项：%(matter_no)s", matter_no=facts["same_as"]) if facts.get("same_as") else ""
    return unit(facts["registering_unit"]), _("登记，%(channel)s", channel=word(CHANNELS[facts["channel"]])), again


def _answered_on_the_spot(facts, unit, words):
    text = _("登记，%(channel)s，咨询当场答复，已告知申请法律援助的权利", channel=word(CHANNELS[facts["channel"]]))
    return unit(facts["unit"]), text, f"{words['words']} {facts['legal_basis']}"


def _contacted(facts, unit, words):
    text = _(
        "信访人第 %(number)s 次反映，%(channel)s", number=facts["number"], channel=word(CHANNELS[facts["channel"]])
    )
    return unit(facts["recording_unit"]), text, words["words"]


def _rated(facts, unit, words):
    text = _(
        "信访人评价：%(satisfaction)s，%(timely)s，%(resolution)s",
        satisfaction=word(SATISFACTION[facts["satisfaction"]]),
        timely=_("及时") if facts["timely"] else _("不及时"),
        resolution=word(RESOLUTION[facts["resolution"]]),
    )
    return "", text, words.get("words") or ""


def _joined(facts, unit, words):
    told = {"other_no": facts["other_no"], "relation": word(RELATIONS[facts["relation"]])}
    return (
        unit(facts["joining_unit"]),
        _("确认与 %(other_no)s 是同一事项：%(relation)s", **told),
        words["words"] or "",
    )


def _held(facts, unit, words):
    return "", _("等待%(unit)s人工分流", unit=unit(facts["holder"])), reason(facts)


def _declined(facts, unit, words):
    text = word(STATES[facts["state"]])
    return unit(facts["unit"]), text, f"{reason(words)} {facts['article']} {words['words']}"


def _corrected(facts, unit, words):
    fields = (", " if in_english() else "、").join(word(CORRECTED[field]) for field in facts["corrected"])
    text = _("更正%(fields)s，已告知%(unit)s", fields=fields, unit=unit(facts["unit"]))
    return unit(facts["correcting_unit"]), text, words["reason"]


def _withdrawal(facts, unit, words):
    told = {"who": word(WITHDRAWN_BY[facts["told_by"]]), "channel": word(CHANNELS[facts["channel"]])}
    text = (
        _("%(who)s撤回整件事项，%(channel)s", **told) if facts["whole"] else _("%(who)s撤回诉求，%(channel)s", **told)
    )
    return unit(facts["recording_unit"]), text, words["words"]


def _withdrawn(facts, unit, words):
    name = unit(facts["unit"])
    if facts["ends"]:
        return "", _("诉求已经撤回，%(unit)s不再办理", unit=name), ""
    return "", _("诉求已经撤回，%(unit)s继续办理其余诉求", unit=name), ""


def _split_asked(facts, unit, words):
    return unit(facts["asking_unit"]), _("拆分，新事项编号 %(number)s", number=facts["new_no"]), words["reason"]


def _split(facts, unit, words):
    told = {"number": facts["new_no"], "unit": unit(facts["unit"])}
    if facts["ends"]:
        return "", _("诉求拆分到 %(number)s，仍由%(unit)s办理，期限不变", **told), ""
    return "", _("部分诉求拆分到 %(number)s，仍由%(unit)s办理，期限不变", **told), ""


def _split_refused(facts, unit, words):
    return "", _("没有拆分：%(why)s", why=word(SPLIT_BARS[facts["why"]])), ""


def _split_off(facts, unit, words):
    text = _("由 %(number)s 拆分而来，期限从原来的日期起算", number=facts["from_no"])
    return unit(facts["registering_unit"]), text, words["reason"]


def _came_late(facts, unit, words):
    return "", _("撤回前已经办结，结果仍然有效"), ""


def _recused(facts, unit, words):
    return unit(facts["unit"]), _("%(name)s回避", name=facts["username"]), words["interest"]


def _drafted(facts, unit, words):
    return unit(facts["unit"]), _("收到引导，建立法律援助申请草稿"), ""


def _aid_not_wanted(facts, unit, words):
    told = {"who": word(AID_WITHDRAWN_BY[facts["told_by"]]), "channel": word(CHANNELS[facts["channel"]])}
    return unit(facts["unit"]), _("%(who)s撤回法律援助申请，%(channel)s", **told), words["words"]


TELLERS = {
    "matter.registered": _registered,
    "consultation.answered": _answered_on_the_spot,
    "matter.contacted": _contacted,
    "followup.rated": _rated,
    "matter.joined": _joined,
    "matter.held_for_triage": _held,
    "claim.declined": _declined,
    "matter.corrected": _corrected,
    "split.asked": _split_asked,
    "claim.split": _split,
    "split.refused": _split_refused,
    "matter.split_off": _split_off,
    "withdrawal.recorded": _withdrawal,
    "claim.withdrawn": _withdrawn,
    "withdrawal.came_late": _came_late,
    "handler.recused": _recused,
    "aid.draft_opened": _drafted,
    "aid.withdrawn": _aid_not_wanted,
}
