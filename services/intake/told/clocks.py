"""Time limits begin, move and run out."""

from flask_babel import gettext as _

from services.intake.told.saying import until
from shared.web import in_english
from shared.web.clocks import clock_name


def _clocks_started(facts, unit, words):
    return "", _("期限起算"), _clocks_named(facts)


def _clock_moved(facts, unit, words):
    because = facts.get("because")
    if because == "hearing":
        paused = all(due_on is None for _rule, _edition, due_on in facts["clocks"])
        return (
            "",
            _("听证期间，期限中止计算") if paused else _("听证结束，期限重新计算"),
            "" if paused else _clocks_named(facts),
        )
    text = _("期限延长") if because == "extended" else _("节假日安排有变，期限重新计算")
    return "", text, _clocks_named(facts)


def _due_soon(facts, unit, words):
    text = _("“%(clock)s”临近到期，提醒%(unit)s", clock=_clock(facts), unit=unit(facts["unit"]))
    return "", text, until(facts["due_on"])


def _fell_due(facts, unit, words):
    text = _("“%(clock)s”到期，向%(unit)s催办", clock=_clock(facts), unit=unit(facts["unit"]))
    return "", text, until(facts["due_on"])


def _breached(facts, unit, words):
    names = {"unit": unit(facts["unit"]), "supervisor": unit(facts["supervisor"])}
    text = _("“%(clock)s”已逾期，%(unit)s未办，上报%(supervisor)s", clock=_clock(facts), **names)
    return "", text, until(facts["due_on"])


def _clocks_named(facts):
    told = [f"{clock_name(rule, edition)} {until(due_on)}" for rule, edition, due_on in facts["clocks"]]
    return (", " if in_english() else "、").join(told)


def _clock(facts):
    return clock_name(facts["rule"], facts["edition"])


TELLERS = {
    "clock.started": _clocks_started,
    "clock.moved": _clock_moved,
    "clock.due_soon": _due_soon,
    "clock.fell_due": _fell_due,
    "clock.breached": _breached,
}
