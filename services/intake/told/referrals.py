"""An order is made, signed for, objected to, and changes hands."""

from flask_babel import gettext as _

from services.intake.told.saying import reason
from shared.contracts.words import (
    HANDLING_PATHS,
    OBJECTION_REASONS,
)
from shared.web import word


def _referred(facts, unit, words):
    text = {
        "TRANSFER": _("转送%(unit)s"),
        "ASSIGN": _("交%(unit)s办理"),
        "STEER": _("引导信访人向%(unit)s提出"),
    }[facts["kind"]] % {"unit": unit(facts["unit"])}
    return unit(facts["sender"]), text, f"{reason(facts)} {facts['article']}{_approved(facts)}"


def _approved(facts):
    if not facts.get("approver"):
        return ""
    return " " + _("%(approver)s批准：%(overridden)s", approver=facts["approver"], overridden=facts["overridden"])


def _signed(facts, unit, words):
    return unit(facts["unit"]), _("签收交办件"), ""


def _accepted(facts, unit, words):
    if different := facts.get("ways"):
        ways = "；".join(
            f"{_('诉求 %(number)s', number=number)} {word(HANDLING_PATHS[path])}" for number, path in different
        )
        return unit(facts["unit"]), _("书面告知信访人：%(path)s", path=ways), words.get("words", "")
    if facts["path"] == "PETITION":
        return unit(facts["unit"]), _("受理，书面告知信访人"), words.get("words", "")
    path = word(HANDLING_PATHS[facts["path"]])
    return unit(facts["unit"]), _("书面告知信访人：%(path)s", path=path), words.get("words", "")


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


def _passed_on(facts, unit, words):
    names = {"former": unit(facts["former_decider"]), "unit": unit(facts["decider"])}
    return "", _("%(former)s已撤销，异议改由%(unit)s决定", **names), ""


def _taken_over(facts, unit, words):
    names = {"former": unit(facts["former_unit"]), "unit": unit(facts["unit"])}
    if facts.get("because") == "withdrew":
        text = _("%(former)s的工作人员都已回避，由%(unit)s接着办理", **names)
    else:
        text = _("%(former)s已撤销，由%(unit)s接着办理", **names)
    return names["unit"], text, facts["article"]


def _released(facts, unit, words):
    if follower := facts.get("follower"):
        text = _("经办人%(name)s离岗，由%(follower)s接着办", name=facts["username"], follower=follower)
        return unit(facts["unit"]), text, ""
    return unit(facts["unit"]), _("经办人%(name)s离岗，退回本单位待分派", name=facts["username"]), ""


def _reassigned(facts, unit, words):
    return unit(facts["unit"]), _("改派%(name)s承办", name=facts["username"]), words["words"]


def _passed_down(facts, unit, words):
    text = _("转送下级%(unit)s办理", unit=unit(facts["unit"]))
    return unit(facts["former_unit"]), text, f"{words['words']} {facts['article']}"


TELLERS = {
    "referral.made": _referred,
    "referral.signed": _signed,
    "referral.objected": _objected,
    "referral.returned": _returned,
    "referral.objection_refused": _stays,
    "referral.taken_over": _taken_over,
    "handler.released": _released,
    "handler.reassigned": _reassigned,
    "referral.passed_down": _passed_down,
    "objection.passed_on": _passed_on,
    "matter.accepted": _accepted,
}
