"""The timeline in sentences: how a reply was checked, served, performed and reported, and that it is final."""

from datetime import date

from flask_babel import gettext as _

from shared.contracts.reviews import REVIEW_LEVELS
from shared.contracts.words import HANDLING_PATHS, OUTCOMES, SERVICE_MEANS
from shared.web import word
from shared.web.page import day


def _sent_for_check(facts, unit, words):
    level, checker = _level(facts), unit(facts["checker"])
    if facts["checker"] == facts["unit"]:
        plain = _("答复已经起草，送本单位另一人审核")
        return (
            unit(facts["unit"]),
            _("%(level)s意见已经起草，送本单位另一人审核", level=level) if level else plain,
            "",
        )
    plain = _("答复已经起草，送%(unit)s审核", unit=checker)
    text = _("%(level)s意见已经起草，送%(unit)s审核", level=level, unit=checker) if level else plain
    return unit(facts["unit"]), text, ""


def _recalled(facts, unit, words):
    level = _level(facts)
    text = _("撤回送审的%(level)s意见，修改后再送审", level=level) if level else _("撤回送审的答复，修改后再送审")
    return unit(facts["unit"]), text, ""


def _sent_back(facts, unit, words):
    level = _level(facts)
    text = _("审核没有通过，%(level)s意见退回修改", level=level) if level else _("审核没有通过，答复退回修改")
    return unit(facts["unit"]), text, ""


def _served(facts, unit, words):
    how, level = word(SERVICE_MEANS[facts["means"]]), _level(facts)
    served = (
        _("%(level)s意见送达信访人（%(how)s）", level=level, how=how)
        if level
        else _("答复送达信访人（%(how)s）", how=how)
    )
    missed = _("%(level)s意见没有送达信访人", level=level) if level else _("答复没有送达信访人")
    told = [day(date.fromisoformat(facts["served_on"])), words.get("receiver"), words.get("words")]
    return unit(facts["unit"]), served if facts["served"] else missed, " ".join(filter(None, told))


def _service_struck_out(facts, unit, words):
    told = [day(date.fromisoformat(facts["served_on"])), word(SERVICE_MEANS[facts["means"]]), words["words"]]
    text = _("送达回证登记有误，已作废，另行登记") if facts["served"] else _("没有送达的登记有误，已作废")
    return unit(facts["unit"]), text, " ".join(told)


def _performed(facts, unit, words):
    done = _("%(day)s执行完毕", day=day(date.fromisoformat(facts["done_on"])))
    return unit(facts["unit"]), _("予以支持的诉求执行完毕"), f"{done} {words['words']}"


def _reported(facts, unit, words):
    return unit(facts["unit"]), _("向%(unit)s报送办结报告", unit=unit(facts["sender"])), words["words"]


def _report_refused(facts, unit, words):
    return unit(facts["sender"]), _("退回%(unit)s的办结报告", unit=unit(facts["unit"])), words["words"]


def _completed(facts, unit, words):
    return unit(facts["sender"]), _("同意%(unit)s办结", unit=unit(facts["unit"])), words["words"]


def _finalised(facts, unit, words):
    ends = {
        None: _("期限内没有请求复查，事项终结"),
        "REVIEW": _("期限内没有请求复核，事项终结"),
        "REREVIEW": _("复核意见已经送达，事项终结"),
    }
    return unit(facts["unit"]), ends[facts.get("level")], ""


def _replied(facts, unit, words):
    told = [_answer(answer) for answer in words.get("answers", ())]
    return unit(facts["unit"]), _("答复信访人"), " ".join([*told, *filter(None, [words.get("law_explained")])])


def _level(facts):
    """Of which review it is the opinion; nothing for the reply itself."""
    return word(REVIEW_LEVELS[facts["level"]]) if facts.get("level") else ""


def _answer(answer):
    told = _(
        "%(outcome)s：%(facts)s（%(basis)s）",
        outcome=word(OUTCOMES[answer["outcome"]]),
        facts=answer["facts"],
        basis=answer["legal_basis"],
    )
    if path := answer.get("path"):
        return f"{told} {_('处理途径：%(path)s', path=word(HANDLING_PATHS[path]))}"
    return told


TELLERS = {
    "reply.issued": _replied,
    "reply.sent_for_check": _sent_for_check,
    "reply.recalled": _recalled,
    "reply.sent_back": _sent_back,
    "reply.served": _served,
    "reply.service_struck_out": _service_struck_out,
    "opinion.performed": _performed,
    "completion.reported": _reported,
    "completion.refused": _report_refused,
    "matter.completed": _completed,
    "reply.finalised": _finalised,
}
