"""Somebody was told, or could not be."""

from flask_babel import gettext as _

from shared.contracts.notify import MEANS, TEMPLATES
from shared.web import word


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


TELLERS = {
    "notice.sent": _noticed,
    "notice.failed": _not_noticed,
}
