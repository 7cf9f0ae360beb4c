"""What notify publishes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from shared.contracts.base import event
from shared.contracts.fields import Code, Line, MatterNo, OneOf
from shared.contracts.words import Vocabulary

RECIPIENTS = Vocabulary(
    "recipient",
    petitioner=("信访人", "the petitioner"),
    unit=("单位", "a unit"),
    head=("单位负责人", "the head of a unit"),
)
MEANS = Vocabulary(
    "means",
    mail=("电子邮件", "e-mail"),
    sms=("短信", "text message"),
    paper=("书面送达", "on paper"),
)
TEMPLATES = Vocabulary(
    "template",
    registration=("登记告知", "Notice of registration"),
    came_again=("再次反映通知", "The petitioner came again"),
    joined=("同一事项通知", "The same matter"),
    referral=("转送（交办）告知", "Notice of referral"),
    referral_order=("转送（交办）单", "Referral order"),
    non_acceptance=("不予（不再）受理告知书", "Notice of non-acceptance"),
    taken_over=("承办单位变更告知", "Notice of another unit"),
    taking_over=("承接通知", "Taking over"),
    assist_order=("协办通知", "Asked to assist"),
    assist_answer=("协办反馈", "Answer of an assisting unit"),
    assist_released=("协办结束通知", "Released from assisting"),
    extension_request=("延期申请", "Request for more time"),
    extension=("延期告知书", "Notice of extension"),
    extension_granted=("同意延期通知", "More time given"),
    extension_refused=("不同意延期通知", "No more time"),
    mediation_agreed=("调解协议告知书", "Notice of an agreement"),
    mediation_failed=("终止调解告知书", "Notice that mediation ended"),
    steered_away=("导入法定途径告知书", "Notice of where to go"),
    steered_away_copy=("导入法定途径抄告", "Copy of where it was led"),
    passed_down=("转送下级告知", "Notice of passing down"),
    passed_down_order=("转送下级通知", "Passed down to you"),
    handling_path=("接收（受理）告知书", "Notice of receipt or acceptance"),
    objection=("异议单", "Objection"),
    return_agreed=("同意退回通知", "Notice of return"),
    objection_refused=("不同意退回通知", "Notice that it stays"),
    reply_to_check=("答复送审单", "Reply to be checked"),
    reply_sent_back=("答复退回修改通知", "Reply sent back"),
    reply=("答复告知", "Notice of reply"),
    performed=("执行情况反馈", "Report of what was done"),
    reopened=("重办告知", "Notice that it is done again"),
    reopened_copy=("重办通知", "It is done again"),
    finalised=("终结通知", "Notice that it is final"),
    review_received=("复查（复核）受理告知书", "Notice that a review began"),
    review_order=("复查（复核）件", "Review to be made"),
    review_asked=("复查（复核）通知", "Review was asked for"),
    review_opinion=("复查（复核）意见告知", "Notice of a review opinion"),
    review_opinion_copy=("复查（复核）意见抄送", "Copy of a review opinion"),
    review_result=("复查（复核）结果通知", "What came of a review"),
    hearing=("听证告知书", "Notice of a hearing"),
    hearing_over=("听证结束告知书", "Notice that a hearing ended"),
    completion_report=("办结报告", "Completion report"),
    completion_refused=("办结报告退回通知", "Completion report sent back"),
    completion_accepted=("同意办结通知", "Notice of completion"),
    reply_copy=("答复抄送", "Copy of reply"),
    chaser=("催办单", "Chaser order"),
    supervision=("督办单", "Supervision order"),
    supervision_answer=("督办反馈", "Answer to a supervision"),
    answer_refused=("督办反馈退回通知", "Answer sent back"),
    supervision_lifted=("解除督办通知", "Supervision lifted"),
    reminder=("到期提醒", "Reminder"),
    chase=("催办通知", "Chaser"),
    escalation=("逾期情况报告", "Report of a breach"),
    withdrawal=("撤回告知", "Notice of withdrawal"),
    correction=("更正通知", "Notice of a correction"),
    withdrawal_order=("撤回通知", "Withdrawn from you"),
    aid_withdrawn=("法律援助申请撤回告知", "Notice that the application was withdrawn"),
    aid_withdrawn_copy=("法律援助申请撤回抄告", "Copy: legal aid is not wanted"),
    split=("拆分告知", "Notice of a split"),
    split_order=("拆分通知", "Split off from your order"),
)


@event("notice.sent", version=1)
class NoticeSent:
    """A notice left the house: by mail, by text message, or printed for service on paper.

    Heard by intake (timeline).
    """

    matter_no: MatterNo
    notice_id: UUID
    template: Annotated[str, OneOf(TEMPLATES)]
    recipient: Annotated[str, OneOf(RECIPIENTS)]
    unit: Code | None = None
    means: Annotated[str, OneOf(MEANS)]
    sent_at: datetime


@event("notice.failed", version=1)
class NoticeFailed:
    """A notice could not be sent after every attempt; a person must reach its recipient another way.

    Heard by intake (timeline).
    """

    matter_no: MatterNo
    notice_id: UUID
    template: Annotated[str, OneOf(TEMPLATES)]
    recipient: Annotated[str, OneOf(RECIPIENTS)]
    unit: Code | None = None
    means: Annotated[str, OneOf(MEANS)]
    reason: Line
    failed_at: datetime
