"""The timeline in sentences: how a reply was checked, served, performed and reported, and that it is final."""

from datetime import date

from flask_babel import gettext as _

from shared.contracts.words import OUTCOMES, SERVICE_MEANS
from shared.privacy import mask_receiver
from shared.web import word
from shared.web.page import day


def _sent_for_check(facts, unit, words):
    if facts["checker"] == facts["unit"]:
        return unit(facts["unit"]), _("答复已经起草，送本单位另一人审核"), ""
    return unit(facts["unit"]), _("答复已经起草，送%(unit)s审核", unit=unit(facts["checker"])), ""


def _recalled(facts, unit, words):
    return unit(facts["unit"]), _("撤回送审的答复，修改后再送审"), ""


def _sent_back(facts, unit, words):
    return unit(facts["unit"]), _("审核没有通过，答复退回修改"), ""


def _served(facts, unit, words):
    how = word(SERVICE_MEANS[facts["means"]])
    text = _("答复送达信访人（%(how)s）", how=how) if facts["served"] else _("答复没有送达信访人")
    receiver = words.get("receiver") and mask_receiver(words["receiver"])
    told = [day(date.fromisoformat(facts["served_on"])), receiver, words.get("words")]
    return unit(facts["unit"]), text, " ".join(filter(None, told))


def _service_struck_out(facts, unit, words):
    told = [day(date.fromisoformat(facts["served_on"])), word(SERVICE_MEANS[facts["means"]]), words["words"]]
    text = _("送达回证登记有误，已作废，重新送达") if facts["served"] else _("没有送达的登记有误，已作废")
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
    return unit(facts["unit"]), _("期限内没有请求复查，事项终结"), ""


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
