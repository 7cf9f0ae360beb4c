"""Papers that lie with an order."""

from flask_babel import gettext as _


def _attached(facts, unit, words):
    return unit(facts["documents_unit"]), _("补充材料"), words["title"]


def _struck_out(facts, unit, words):
    return unit(facts["documents_unit"]), _("撤下材料"), f"{words['title']} {words['words']}"


TELLERS = {"document.attached": _attached, "document.struck_out": _struck_out}
