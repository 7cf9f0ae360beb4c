"""A unit is chased and supervised."""

from flask_babel import gettext as _

from shared.contracts.words import (
    SUPERVISION_ENDS,
    URGING_CAUSES,
)
from shared.web import in_english, word


def _chased(facts, unit, words):
    text = _("向%(unit)s催办（%(number)s）", unit=unit(facts["unit"]), number=facts["number"])
    return unit(facts["office"]), text, f"{word(URGING_CAUSES[facts['cause']])} {words['words']}"


def _supervised(facts, unit, words):
    told = {"unit": unit(facts["unit"]), "number": facts["number"]}
    text = {
        "SUPERVISE": _("督办%(unit)s（%(number)s）"),
        "SUPERVISE_LISTED": _("挂牌督办%(unit)s（%(number)s）"),
    }[facts["kind"]] % told
    by_itself, cause = not facts.get("issued_by"), word(URGING_CAUSES[facts["cause"]])
    if by_itself:
        text = _("自动%(order)s", order=text)
    return unit(facts["supervisor"]), text, cause if by_itself and in_english() else f"{cause} {words['words']}"


def _supervision_answered(facts, unit, words):
    return unit(facts["unit"]), _("反馈督办（%(number)s）", number=facts["number"]), words["words"]


def _answer_refused(facts, unit, words):
    text = _("退回%(unit)s的督办反馈（%(number)s），请补正", unit=unit(facts["unit"]), number=facts["number"])
    return unit(facts["supervisor"]), text, words["words"]


def _supervision_lifted(facts, unit, words):
    text = _("解除对%(unit)s的督办（%(number)s）", unit=unit(facts["unit"]), number=facts["number"])
    return unit(facts["supervisor"]), text, f"{word(SUPERVISION_ENDS[facts['how']])} {words['words'] or ''}".strip()


TELLERS = {
    "referral.chased": _chased,
    "supervision.issued": _supervised,
    "supervision.answered": _supervision_answered,
    "supervision.answer_refused": _answer_refused,
    "supervision.lifted": _supervision_lifted,
}
