"""What a service publishes when it shows somebody whose matter it is."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from shared.contracts.base import event
from shared.contracts.fields import Code, MatterNo, OneOf
from shared.contracts.words import LOOK_REASONS, Vocabulary

LOOKS = Vocabulary(
    "door",
    shown=("显示个人信息", "Showed personal data"),
    matter=("接口读取事项", "Read the matter as JSON"),
    correction=("更正登记内容", "Corrected what was registered"),
    search=("查找", "Searched"),
    caller=("来电人的往来", "Caller's history"),
    code=("告知查询码", "Gave out the query code"),
    referral=("交办件显示个人信息", "Showed personal data of an order"),
    triage=("分流时显示个人信息", "Showed personal data at triage"),
    application=("法援申请显示个人信息", "Showed personal data of an application"),
    read=("接口读取法援申请", "Read the application as JSON"),
    paper=("打开写有姓名的文书", "Opened a paper with the name on it"),
    attached=("打开补充的材料", "Opened a document that was added"),
)
"""By which door somebody looked into a person's history."""


@event("personal.shown", version=2, upgrades={1: lambda data: data})
class PersonalShown:
    """A member of staff was shown personal data of a matter by another service than intake; with the `reason` that
    they gave, where a page asks for one.

    Heard by intake (access log).
    """

    matter_no: MatterNo
    door: Annotated[str, OneOf(LOOKS)]
    reason: Annotated[str, OneOf(LOOK_REASONS)] | None = None
    username: Code
    unit: Code
    shown_at: datetime
