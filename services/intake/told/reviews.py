"""The timeline in sentences: how an opinion was reviewed and re-reviewed, and the hearing about it."""

from datetime import date

from flask_babel import gettext as _

from shared.contracts.reviews import REVIEW_LEVELS, REVIEW_OUTCOMES
from shared.web import word
from shared.web.page import day


def _requested(facts, unit, words):
    named = {"reviewed": unit(facts["reviewed_unit"]), "unit": unit(facts["unit"]), "level": _level(facts)}
    text = _("不服%(reviewed)s的意见，请求%(unit)s%(level)s", **named)
    until = _("%(day)s以前提出意见", day=_day(facts["due_on"])) if facts.get("due_on") else None
    return _("信访人"), text, " ".join(filter(None, [words["words"], until]))


def _decided(facts, unit, words):
    told = [
        _(
            "%(outcome)s：%(facts)s（%(basis)s）",
            outcome=word(REVIEW_OUTCOMES[claim["outcome"]]),
            facts=claim["facts"],
            basis=claim["legal_basis"],
        )
        for claim in words.get("claims", ())
    ]
    explained = words.get("law_explained")
    return (
        unit(facts["unit"]),
        _("提出%(level)s意见", level=_level(facts)),
        " ".join(filter(None, [*told, explained])),
    )


def _hearing_opened(facts, unit, words):
    text = _("%(day)s举行听证，复核期限中止计算", day=_day(facts["held_on"]))
    return unit(facts["unit"]), text, f"{words['place']} {words['words']}"


def _hearing_closed(facts, unit, words):
    return unit(facts["unit"]), _("听证结束，复核期限恢复计算"), words["words"]


def _level(facts):
    return word(REVIEW_LEVELS[facts["level"]])


def _day(told):
    return day(date.fromisoformat(told))


TELLERS = {
    "review.requested": _requested,
    "review.decided": _decided,
    "hearing.opened": _hearing_opened,
    "hearing.closed": _hearing_closed,
}
