"""What comes next, in the petitioner's own words: a sentence for each state, and one for what is owed to them."""

from dataclasses import dataclass

from flask_babel import gettext as _

from services.intake.policy.what_next import OWED, what_next
from shared.web.clocks import clock_name
from shared.web.page import day

SAYS = {
    "REGISTERED": "已经登记，正在确定由哪个单位办理；有新的情况，拨打 12348 补充就行，不用重新登记。",
    "AWAITING_TRIAGE": "工作人员正在研究由哪个单位办理；有新的情况，拨打 12348 补充就行，不用重新登记。",
    "AWAITING_SIGN": "已经转到承办单位，等待签收；有新的情况，拨打 12348 补充就行，不用重新登记。",
    "OBJECTED": "收到的单位认为这件事不归自己管，正在研究；定下来之前仍由它负责，您不用另找单位。",
    "RETURNED": "收到的单位管不了这件事，已经退回，正在另外确定办理单位；您不用重新登记。",
    "REOPENED": "已经决定重新办理，正在安排承办单位；您不用重新登记。",
    "IN_PROGRESS": "承办单位正在办理；有新的情况、材料可以补充，不想再办的也可以撤回，拨打 12348 就行。",
    "AWAITING_REVIEW": "答复已经拟好，正在审核；还有情况要补充的，请尽快拨打 12348。",
    "STEERED": "这件事要通过法定途径解决：去哪里办、什么期限，告知书上已经写明；需要律师帮助的，可以申请法律援助。",
    "HANDED_OUTSIDE": "已经移送有权处理的其他机关，由该机关依法办理；进度请向该机关查询。",
    "ANSWERED": "已经答复；不同意的，请按书面答复写明的途径和期限提出，还没有收到书面答复的，可以向承办单位索取。",
    "MAY_ASK_FOR_REVIEW": "不同意处理意见的，%(day)s以前（含当日）可以请求上一级机关、单位复查；评价不影响这项权利。",
    "MAY_ASK_FOR_REREVIEW": "不同意复查意见的，%(day)s以前（含当日）可以请求上一级机关、单位复核。",
    "UNDER_REVIEW": "您请求复查，上一级机关、单位正在复查；有新的情况、材料可以补充，拨打 12348 就行。",
    "UNDER_REREVIEW": "您请求复核，上一级机关、单位正在复核；举行听证的，听证所需时间不计入期限，结束以后另行告知。",
    "REVIEWED": "您已经请求复查、复核，由上一级机关、单位处理，原意见保留。",
    "REVOKED": "原意见已经撤销，正在重新办理，结果另行书面答复您。",
    "CONSULTED": "您咨询的问题已经答复；还有不清楚的，可以再拨打 12348，需要律师帮助的，可以申请法律援助。",
    "FINALISED": "请求复查、复核的期限已经过了或者已经复核，事项已经终结；有新的事实和理由的，可以另行反映。",
    "DECLINED": "不予受理的理由和您可以走的途径，告知书上已经写明；还没有收到告知书的，请拨打 12348。",
    "BARRED": "以同一事实和理由再次提出的，不再受理；有新的事实和理由的，可以另行反映。",
    "WITHDRAWN": "已经按您的意思撤回，不再办理；以后仍要解决的，可以重新反映。",
    "SPLIT": "其中的诉求已经另立一件分别办理；请用拆分告知书上的新查询码查询进度。",
    "REPORT": "检举控告由有权处理的机关依规依纪依法办理；有新的线索、材料，请拨打 12348 或者到登记的窗口补充。",
}
OWES = {
    "petition_office_forwards": "%(unit)s最迟应当在 %(day)s把事项转送或者交办给有权处理的单位。",
    "direct_receipt_told": "%(unit)s最迟应当在 %(day)s书面告知您收到情况、怎样处理或者转到了哪里。",
    "receiver_tells": "%(unit)s最迟应当在 %(day)s书面告知您收到情况、处理途径和程序。",
    "opinion_31_6": "%(unit)s最迟应当在 %(day)s作出处理意见，书面答复您。",
    "perform_or_answer": "%(unit)s最迟应当在 %(day)s依法履行职责或者答复您。",
    "answer_review": "%(unit)s最迟应当在 %(day)s提出复查意见，书面答复您。",
    "answer_rereview": "%(unit)s最迟应当在 %(day)s提出复核意见，书面答复您。",
    "aid_decided": "%(unit)s最迟应当在 %(day)s决定是否给予法律援助。",
    "aid_lawyer_appointed": "%(unit)s最迟应当在 %(day)s为您指派法律援助人员。",
}
if set(OWES) != set(OWED):
    raise ValueError("every duty that is owed to the petitioner has its sentence here, and no other")


@dataclass(frozen=True)
class NextTold:
    """`own` are the petitioner's own last days: what each is for, and which day in words."""

    says: str
    owes: str
    own: list[tuple[str, str]]


def next_told(matter, clocks, units, today):
    found = what_next(matter.state, matter.kind, clocks, today)
    until = day(found.ask_until) if found.ask_until else ""
    own = [(clock_name(clock.rule, clock.edition), _last_day(clock.due_on)) for clock in found.own]
    return NextTold(_(SAYS[found.says], day=until), _owes(found, units), own)


def _owes(found, units):
    if found.owed is None:
        return ""
    who = units.get(found.owed.unit, found.owed.unit)
    told = _(OWES[found.owed.rule], unit=who, day=day(found.owed.due_on))
    return f"{told} {_('这个期限已经过了，您可以拨打 12348 询问、催办。')}" if found.late else told


def _last_day(due_on):
    return _("最迟 %(day)s", day=day(due_on)) if due_on else _("下一年的节假日安排公布以后才能算出")
