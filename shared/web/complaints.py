"""What is said of a field that cannot be accepted; the codes come from `shared.contracts.fields`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext

from shared.errors import FieldProblem, InvalidFields

COMPLAINTS = {
    "required": "请填写",
    "wrong_form": "格式不对",
    "unknown_field": "没有这一项",
    "unknown_choice": "请从列出的选项中选择",
    "unreadable": "含有无法识别的字符",
    "too_long": "最多 {limit} 个字",
    "too_short": "至少 {limit} 个字",
    "too_few": "不能少于 {limit}",
    "too_many": "不能多于 {limit}",
    "needs_offset": "时间需带时区，例如 2026-11-22T09:30:00+08:00",
    "wrong_phone": "电话号码不对，手机 11 位，固定电话带区号",
    "not_in_future": "不能是将来的时间",
    "formula_cell": "这一格是公式，请改成写好的内容",
    "error_cell": "这一格是错误值或者读不出来",
    "garbled": "这一格是乱码，请重新填写",
    "rounded": "号码被存成了数字，后几位已经丢失。请把这一栏设为文本格式，重新填写",
    "wrong_day": "日期不对",
    "unknown_word": "没有这个选项",
    "twice_in_file": "和第 {limit} 行的来文编号重复",
    "number_taken": "这个来文编号已经登记过另一件，姓名或者内容不同，请核对",
    "not_in_past": "不能早于今天",
    "too_long_ago": "不能早于 {limit} 年，请核对年份",
    "contradicts": "和前面的回答不一致，请核对",
    "only_for_consultation": "只有咨询才能当场答复办结",
    "aid_not_explained": "请先告知可以申请法律援助，以及条件和程序，再勾选（《法律援助法》第二十三条）",
    "not_of_channel": "这个渠道不填这一项",
    "only_for_report": "只有检举控告类才填写",
    "accused_instead": "检举控告的对象请填在被检举控告单位、被检举控告人一栏，才能对其保密；这一栏请留空",
    "unknown_unit": "没有这个单位",
    "no_desk_here": "系统外机关在这里没有办理台，不能承接",
    "which_claim": "还有几项诉求没有定，请写明是哪一项",
    "unit_returned_it": "该单位已经提出异议；由其办理的，请选不同意退回",
    "unknown_approver": "批准人应当是在岗的领导或者单位负责人，请另选",
    "not_with_contact": "补记往来不保留这一项：写进内容里，或者清空；是新的诉求的，请另行登记",
    "not_their_matter": "没有查到这位来电人正在办理的这件事项，请核对电话、姓名和编号",
    "unknown_matter": "没有查到这件正在办理的事项，请核对编号",
    "no_such_other": "没有查到这件事项，请核对编号；检举控告不与其他事项关联",
    "not_of_your_unit": "只能由单位负责人为本单位的工作人员登记",
    "unrelated_accused": "涉及互不隶属的单位：请填写被检举控告人的单位；确有几个对象的，分别登记",
    "not_a_colleague": "请选择本单位在岗的工作人员",
    "withdrew": "已经回避，不能承办这件事项",
    "must_consent": "不同意的不能调解，可以告知其他途径",
    "before_it_began": "不能早于调解开始",
    "before_it_arrived": "不能早于收到这件事项的日期",
    "before_it_took_effect": "不能早于协议生效",
    "cannot_assist": "请选择另一个在岗的办理单位",
    "not_below": "只能转送本单位下级的办理单位",
    "only_31_6": "只有书面告知按照信访程序处理的，才能不予支持（《信访工作条例》第三十二条）",
    "remedy_31_6": "按照信访程序答复的，要写明请求复查的期限和途径（《信访工作条例》第三十五条）",
    "remedy_of_a_review": "复查意见要写明如何请求复核，复核意见要写明不再受理（《信访工作条例》第三十六条）",
    "before_the_reply": "不能早于答复签发的日期",
    "before_it_was_done": "不能早于答复送达、执行完毕的日期",
    "only_if_reached": "没有联系上信访人的，不填这一项",
    "all_of_it": "签发前，每一项都要核对无误并勾选；有问题的，退回修改",
    "unknown_claim": "这件事项没有这一项诉求",
    "some_not_all": "至少留下一项诉求；整件事项不用拆分",
    "may_not_withdraw": "登记里没有这样的代理人；一般授权的代理人不能撤回，请由信访人本人提出",
    "not_a_document": "只收 PDF、图片、Word、Excel 和 OFD 文件；文件名的后缀要和内容一致",
    "file_too_large": "文件太大，最多 {limit} MB",
    "enough_documents": "一件最多 {limit} 份材料",
    "before_it_was_served": "不能早于书面答复送达的日期",
    "before_it_was_asked": "不能早于收到请求的日期",
    "before_its_first_day": "不能早于不计入期限的第一天",
    "another_hearing": "和另一次听证的时间重叠",
    "revoked_as_a_whole": "撤销的，对全部诉求一并撤销；只改其中几项的，请选变更",
    "every_claim": "每一项诉求都要答复，不能遗漏或重复",
}


FIELD_WORDS = {
    "satisfaction": "对办理结果",
    "timely": "办理是否及时",
    "resolution": "问题是否解决",
    "title": "材料名称",
    "file": "文件",
    "same_matter": "同一件事",
    "same_as": "正在办理的同一事项",
    "rereviewed": "复核情况",
    "answer": "当场答复",
    "aid_explained": "法律援助",
    "authority": "授权",
    "relation": "关系",
    "group_size": "人数",
    "representatives": "代表",
    "respondent": "被反映单位",
    "respondent_name": "被反映人、企业",
    "id_number": "身份证号",
    "written_on": "落款日期",
    "enclosures": "随信材料",
    "platform": "网上平台",
    "fax_no": "来传号码",
    "pages": "页数",
    "forwarded_by": "转来单位",
    "leader": "批示领导",
    "note": "批示内容",
    "station": "工作站",
    "injured_on": "受伤日期",
    "arbitration": "劳动仲裁",
    "award_received_on": "收到裁决书日期",
    "dispute_known_on": "知道被侵害日期",
    "decision_known_on": "知道行政行为日期",
    "harmed_on": "受损害日期",
    "harm_known_on": "知道受损害日期",
    "agreement_effective_on": "调解协议生效日期",
    "reply_received_on": "收到答复日期",
    "review_received_on": "收到复查意见日期",
    "safe_to_ring": "可以致电",
    "do_not_announce": "勿表明单位",
    "ring_when": "方便时间",
    "language": "语言",
    "needs": "便利需要",
    "name": "姓名",
    "phone": "电话",
    "address": "住址",
    "groups": "身份",
    "place": "地点",
    "narrative": "内容",
    "claims": "诉求",
    "category": "类别",
    "text": "要求",
    "kind": "类型",
    "channel": "渠道",
    "external_no": "来文编号",
    "reply_by": "反馈期限",
    "received_at": "收到",
    "accused_party": "被检举控告对象",
    "told_by": "谁提出",
    "outcome": "结果",
    "facts": "事实",
    "legal_basis": "法律依据",
    "remedy": "救济途径",
    "seen": "拟答复",
    "law_explained": "以案释法",
    "ticked": "审核内容",
    "means": "送达方式",
    "served_on": "送达日期",
    "receiver": "签收人",
    "post_number": "挂号、快递单号",
    "done_on": "完成日期",
    "visited_on": "回访日期",
    "reached": "联系上了没有",
    "remains": "还没有解决的",
    "released": "审核意见",
    "unit": "单位",
    "reason": "理由",
    "look_reason": "查看事由",
    "claim_id": "诉求",
    "handler": "经办人",
    "competent_unit": "有权处理的单位",
    "explanation": "理由说明",
    "received_on": "收到请求的日期",
    "hearing_on": "举行日期",
    "first_on": "自哪一天起不计入期限",
    "last_on": "听证结束的日期",
    "words": "意见",
    "days": "天数",
    "began_on": "开始日期",
    "mediator": "调解组织、调解员",
    "other_side": "另一方",
    "petitioner_consents": "信访人是否同意调解",
    "other_consents": "另一方是否同意调解",
    "held_on": "调解日期",
    "effective_on": "协议生效",
    "asked_on": "申请日期",
    "how": "原因",
    "path": "处理途径",
    "door": "去哪里办",
    "rule": "期限",
    "agreed": "是否同意",
    "successor": "承接单位",
    "accepted": "是否通过",
    "cause": "事由",
    "way": "重办方式",
    "approver": "批准人",
    "check": "怎样核实",
    "username": "用户名",
    "password": "密码",
}


def field_words(path: str) -> str:
    """What a field is called on the page: `claims.0.text` is 诉求 1 要求; its own name where the page has none."""
    steps = path.split(".")
    name = gettext(FIELD_WORDS[steps[-1]]) if steps[-1] in FIELD_WORDS else path
    number = next((int(step) + 1 for step in steps if step.isdigit()), None)
    if not number:
        return name
    if steps[0] == "agents":
        return gettext("代理人 %(number)s", number=number) + " " + name
    return gettext("诉求 %(number)s", number=number) + " " + name


def in_summary(path: str, sentence: str) -> str:
    """A line of the error summary: which field, and what is the matter with it."""
    return gettext("%(field)s：%(sentence)s", field=field_words(path), sentence=sentence)


@dataclass(frozen=True)
class Complaint:
    """One line of a form's error summary: the id of its field, and the sentence."""

    field: str
    text: str


def complaints_of(refused: InvalidFields) -> list[Complaint]:
    """The lines of the error summary of a form that was refused."""
    return [Complaint(p.field, in_summary(p.field, complaint(p))) for p in refused.problems]


def complaints_by_field(problems: Iterable[FieldProblem]) -> dict[str, str]:
    """What is said beside each field of a form."""
    return {problem.field: complaint(problem) for problem in problems}


def complaint(problem: FieldProblem) -> str:
    """The sentence for a field problem in the language of the request."""
    return gettext(COMPLAINTS.get(problem.code, COMPLAINTS["wrong_form"])).format(limit=problem.limit)
