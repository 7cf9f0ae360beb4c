"""Turns of phrase that several sentences share."""

from datetime import date

from flask_babel import gettext as _

from shared.web import in_english
from shared.web.page import day


def reason(facts):
    return facts["reason_en"] if in_english() else facts["reason"]


def until(due_on):
    return _("%(day)s到期", day=day(date.fromisoformat(due_on))) if due_on else _("日历未公布")
