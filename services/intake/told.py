"""The timeline in sentences, in the language of the page."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from services.intake.told_replies import TELLERS_OF_REPLIES
from shared.contracts.notify import MEANS, TEMPLATES
from shared.contracts.words import (
    ASSISTANCE_ENDS,
    CHANNELS,
    HANDLING_PATHS,
    MEDIATION_ENDS,
    OBJECTION_REASONS,
    OUTCOMES,
    STATES,
    SUPERVISION_ENDS,
    URGING_CAUSES,
)
from shared.web import in_english, word
from shared.web.clocks import clock_name
from shared.web.page import day

PEOPLE = ("username", "former", "approver")
"""The facts that are sign-ins of staff."""


@dataclass(frozen=True)
class Sentence:
    at: datetime
    who: str
    text: str
    detail: str
    event_id: str


def sentences(entries, units, people):
    """`people` are the names of those whom the entries name by their sign-in."""
    return [_sentence(entry, units, people) for entry in entries]


def people_in(entries):
    """The sign-ins that the sentences name."""
    return {entry.facts[field] for entry in entries for field in PEOPLE if entry.facts.get(field)}


def _sentence(entry, units, people):
    tell = TELLERS.get(entry.type, _something_newer)  # a replica of a newer version may have written it
    words = json.loads(entry.words) if entry.words else {}
    named = {field: people.get(entry.facts[field]) for field in PEOPLE if entry.facts.get(field)}
    facts = entry.facts | {field: name for field, name in named.items() if name}
    who, text, detail = tell(facts, lambda code: units.get(code, code), words)
    return Sentence(entry.at, who, text, detail, entry.event_id)


def _something_newer(facts, unit, words):
    return "", _("有新进展"), ""


def _registered(facts, unit, words):
    again = _("登记为同一事项：%(matter_no)s", matter_no=facts["same_as"]) if facts.get("same_as") else ""
    return unit(facts["registering_unit"]), _("登记，%(channel)s", channel=word(CHANNELS[facts["channel"]])), again


def _answered_on_the_spot(facts, unit, words):
    text = _("登记，%(channel)s，咨询当场答复，已告知申请法律援助的权利", channel=word(CHANNELS[facts["channel"]]))
    return unit(facts["unit"]), text, f"{words['words']} {facts['legal_basis']}"


def _contacted(facts, unit, words):
    text = _(
        "信访人第%(number)s次反映，%(channel)s", number=facts["number"], channel=word(CHANNELS[facts["channel"]])
    )
    return unit(facts["recording_unit"]), text, words["words"]


def _held(facts, unit, words):
    return "", _("等待%(unit)s人工分流", unit=unit(facts["holder"])), _reason(facts)


def _referred(facts, unit, words):
    text = {
        "TRANSFER": _("转送%(unit)s"),
        "ASSIGN": _("交%(unit)s办理"),
        "STEER": _("引导信访人向%(unit)s提出"),
    }[facts["kind"]] % {"unit": unit(facts["unit"])}
    return unit(facts["sender"]), text, f"{_reason(facts)} {facts['article']}{_approved(facts)}"


def _approved(facts):
    if not facts.get("approver"):
        return ""
    return " " + _("%(approver)s批准：%(overridden)s", approver=facts["approver"], overridden=facts["overridden"])


def _objected(facts, unit, words):
    text = _("提出异议，待%(unit)s决定", unit=unit(facts["decider"]))
    if facts["disputed"]:
        text = _("提出异议，成为管辖争议，由%(unit)s决定", unit=unit(facts["decider"]))
    reason = word(OBJECTION_REASONS[facts["reason"]])
    return unit(facts["unit"]), text, f"{reason} {words.get('explanation', '')}"


def _returned(facts, unit, words):
    return unit(facts["decider"]), _("同意%(unit)s退回", unit=unit(facts["unit"])), words.get("words", "")


def _stays(facts, unit, words):
    text = _("不同意退回，仍由%(unit)s办理", unit=unit(facts["unit"]))
    return unit(facts["decider"]), text, words.get("words", "")


def _declined(facts, unit, words):
    text = word(STATES[facts["state"]])
    return unit(facts["unit"]), text, f"{_reason(words)} {facts['article']} {words['words']}"


def _recused(facts, unit, words):
    return unit(facts["unit"]), _("%(name)s回避", name=facts["username"]), words["interest"]


def _signed(facts, unit, words):
    return unit(facts["unit"]), _("签收"), ""


def _taken_over(facts, unit, words):
    names = {"former": unit(facts["former_unit"]), "unit": unit(facts["unit"])}
    return names["unit"], _("%(former)s已撤销，由%(unit)s接着办理", **names), facts["article"]


def _released(facts, unit, words):
    return unit(facts["unit"]), _("经办人%(name)s离岗，退回本单位待分派", name=facts["username"]), ""


def _reassigned(facts, unit, words):
    return unit(facts["unit"]), _("改派%(name)s承办", name=facts["username"]), words["words"]


def _passed_down(facts, unit, words):
    text = _("转送下级%(unit)s办理", unit=unit(facts["unit"]))
    return unit(facts["former_unit"]), text, f"{words['words']} {facts['article']}"


def _assistance_asked(facts, unit, words):
    return unit(facts["unit"]), _("请%(unit)s协办", unit=unit(facts["assistant"])), words["words"]


def _assistance_answered(facts, unit, words):
    return unit(facts["assistant"]), _("反馈协办情况"), words["words"]


def _assistance_released(facts, unit, words):
    text = _("%(unit)s的协办结束", unit=unit(facts["assistant"]))
    return unit(facts["unit"]), text, f"{word(ASSISTANCE_ENDS[facts['how']])} {words['words'] or ''}".strip()


def _extension_asked(facts, unit, words):
    told = {"days": facts["days"], "unit": unit(facts["approver"])}
    return unit(facts["unit"]), _("申请延期 %(days)s 天，待%(unit)s审批", **told), words["words"]


def _extended(facts, unit, words):
    until = _until(facts.get("due_on"))
    text = _("同意%(unit)s延期 %(days)s 天", unit=unit(facts["unit"]), days=facts["days"])
    return unit(facts["approver"]), text, f"{until} {words['words']}"


def _not_extended(facts, unit, words):
    return unit(facts["approver"]), _("不同意%(unit)s延期", unit=unit(facts["unit"])), words["words"]


def _mediation_started(facts, unit, words):
    return unit(facts["unit"]), _("双方同意，开始调解"), facts["mediator"]


def _mediation_held(facts, unit, words):
    return unit(facts["unit"]), _("组织调解"), words["words"]


def _mediation_agreed(facts, unit, words):
    return unit(facts["unit"]), _("达成调解协议"), words["words"]


def _mediation_failed(facts, unit, words):
    return unit(facts["unit"]), _("终止调解"), f"{word(MEDIATION_ENDS[facts['how']])} {words['words'] or ''}".strip()


def _mediation_confirmed(facts, unit, words):
    return unit(facts["unit"]), _("双方申请司法确认"), words["words"]


def _steered_away(facts, unit, words):
    text = _("引导信访人通过法定途径解决：%(path)s", path=word(HANDLING_PATHS[facts["path"]]))
    return unit(facts["unit"]), text, f"{facts['door']} {words['words']} {facts['article']}"


def _passed_on(facts, unit, words):
    names = {"former": unit(facts["former_decider"]), "unit": unit(facts["decider"])}
    return "", _("%(former)s已撤销，异议改由%(unit)s决定", **names), ""


def _accepted(facts, unit, words):
    if facts["path"] == "PETITION":
        return unit(facts["unit"]), _("受理，书面告知信访人"), words.get("words", "")
    path = word(HANDLING_PATHS[facts["path"]])
    return unit(facts["unit"]), _("书面告知信访人：%(path)s", path=path), words.get("words", "")


def _replied(facts, unit, words):
    told = [_answer(answer) for answer in words.get("answers", ())]
    return unit(facts["unit"]), _("答复信访人"), " ".join([*told, *filter(None, [words.get("law_explained")])])


def _answer(answer):
    return _(
        "%(outcome)s：%(facts)s（%(basis)s）",
        outcome=word(OUTCOMES[answer["outcome"]]),
        facts=answer["facts"],
        basis=answer["legal_basis"],
    )


def _chased(facts, unit, words):
    text = _("向%(unit)s催办（%(number)s）", unit=unit(facts["unit"]), number=facts["number"])
    return unit(facts["office"]), text, f"{word(URGING_CAUSES[facts['cause']])} {words['words']}"


def _supervised(facts, unit, words):
    told = {"unit": unit(facts["unit"]), "number": facts["number"]}
    text = {
        "SUPERVISE": _("督办%(unit)s（%(number)s）"),
        "SUPERVISE_LISTED": _("挂牌督办%(unit)s（%(number)s）"),
    }[facts["kind"]] % told
    if not facts.get("issued_by"):
        text = _("自动%(order)s", order=text)
    return unit(facts["supervisor"]), text, f"{word(URGING_CAUSES[facts['cause']])} {words['words']}"


def _supervision_answered(facts, unit, words):
    return unit(facts["unit"]), _("反馈督办（%(number)s）", number=facts["number"]), words["words"]


def _answer_refused(facts, unit, words):
    text = _("退回%(unit)s的督办反馈（%(number)s），请补正", unit=unit(facts["unit"]), number=facts["number"])
    return unit(facts["supervisor"]), text, words["words"]


def _supervision_lifted(facts, unit, words):
    text = _("解除对%(unit)s的督办（%(number)s）", unit=unit(facts["unit"]), number=facts["number"])
    return unit(facts["supervisor"]), text, f"{word(SUPERVISION_ENDS[facts['how']])} {words['words'] or ''}".strip()


def _drafted(facts, unit, words):
    return unit(facts["unit"]), _("收到引导，建立法律援助申请草稿"), ""


def _clocks_started(facts, unit, words):
    return "", _("期限起算"), _clocks_named(facts)


def _clock_moved(facts, unit, words):
    extended = facts.get("because") == "extended"
    text = _("期限延长") if extended else _("节假日安排有变，期限重新计算")
    return "", text, _clocks_named(facts)


def _due_soon(facts, unit, words):
    text = _("“%(clock)s”临近到期，提醒%(unit)s", clock=_clock(facts), unit=unit(facts["unit"]))
    return "", text, _until(facts["due_on"])


def _fell_due(facts, unit, words):
    text = _("“%(clock)s”到期，向%(unit)s催办", clock=_clock(facts), unit=unit(facts["unit"]))
    return "", text, _until(facts["due_on"])


def _breached(facts, unit, words):
    names = {"unit": unit(facts["unit"]), "supervisor": unit(facts["supervisor"])}
    text = _("“%(clock)s”已逾期，%(unit)s未办，上报%(supervisor)s", clock=_clock(facts), **names)
    return "", text, _until(facts["due_on"])


def _clocks_named(facts):
    told = [f"{clock_name(rule, edition)} {_until(due_on)}" for rule, edition, due_on in facts["clocks"]]
    return (", " if in_english() else "、").join(told)


def _clock(facts):
    return clock_name(facts["rule"], facts["edition"])


def _until(due_on):
    return _("%(day)s到期", day=day(date.fromisoformat(due_on))) if due_on else _("日历未公布")


def _noticed(facts, unit, words):
    to = _recipient(facts, unit)
    notice, means = word(TEMPLATES[facts["template"]]), word(MEANS[facts["means"]])
    return "", _("已向%(to)s发出“%(notice)s”（%(means)s）", to=to, notice=notice, means=means), ""


def _not_noticed(facts, unit, words):
    to = _recipient(facts, unit)
    notice = word(TEMPLATES[facts["template"]])
    return "", _("“%(notice)s”没有送到%(to)s，请改用书面送达", to=to, notice=notice), facts["reason"]


def _recipient(facts, unit):
    if not facts.get("unit"):
        return _("信访人")
    name = unit(facts["unit"])
    return _("%(unit)s负责人", unit=name) if facts["recipient"] == "head" else name


def _reason(facts):
    return facts["reason_en"] if in_english() else facts["reason"]


TELLERS = {
    **TELLERS_OF_REPLIES,
    "matter.registered": _registered,
    "consultation.answered": _answered_on_the_spot,
    "matter.contacted": _contacted,
    "matter.held_for_triage": _held,
    "referral.made": _referred,
    "claim.declined": _declined,
    "handler.recused": _recused,
    "referral.signed": _signed,
    "referral.objected": _objected,
    "referral.returned": _returned,
    "referral.objection_refused": _stays,
    "referral.taken_over": _taken_over,
    "handler.released": _released,
    "handler.reassigned": _reassigned,
    "referral.passed_down": _passed_down,
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
    "objection.passed_on": _passed_on,
    "matter.accepted": _accepted,
    "reply.issued": _replied,
    "referral.chased": _chased,
    "supervision.issued": _supervised,
    "supervision.answered": _supervision_answered,
    "supervision.answer_refused": _answer_refused,
    "supervision.lifted": _supervision_lifted,
    "aid.draft_opened": _drafted,
    "clock.started": _clocks_started,
    "clock.moved": _clock_moved,
    "clock.due_soon": _due_soon,
    "clock.fell_due": _fell_due,
    "clock.breached": _breached,
    "notice.sent": _noticed,
    "notice.failed": _not_noticed,
}
