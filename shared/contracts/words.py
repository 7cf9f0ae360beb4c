"""The vocabularies of the domain: code, Chinese and English, the same in forms, events, pages and reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """One term: `word.zh` as the office writes it, `word.en` as the English page says it."""

    zh: str
    en: str


class Vocabulary(Mapping[str, Word]):
    """A closed list of codes with their words: `CHANNELS["PHONE"].zh == "来电"`."""

    def __init__(self, name: str, /, **words: tuple[str, str]) -> None:
        self.name = name
        self._words = {code: Word(*pair) for code, pair in words.items()}

    def __getitem__(self, code: str) -> Word:
        return self._words[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


CHANNELS = Vocabulary(
    "channel",
    PHONE=("来电", "Phone call"),
    VISIT=("来访", "Visit"),
    LETTER=("来信", "Letter"),
    ONLINE=("网上信访", "Online"),
    FAX=("传真", "Fax"),
    FORWARDED=("上级、信访局转来", "Forwarded"),
    LEADER_NOTE=("领导批示", "Leader's note"),
    STATION=("工作站转来", "From an aid station"),
)

KINDS = Vocabulary(
    "kind",
    CLAIM_APPEAL=("申诉求决类", "Claim or appeal"),
    HELP=("求助", "Request for help"),
    CONSULT=("咨询", "Consultation"),
    SUGGESTION=("建议意见类", "Suggestion"),
    REPORT=("检举控告类", "Report or accusation"),
)

CATEGORIES = Vocabulary(
    "category",
    work_injury=("工伤赔偿", "Work injury"),
    wages=("拖欠工资", "Unpaid wages"),
    legal_aid=("申请法律援助", "Legal aid"),
    marriage_family=("婚姻家庭", "Marriage and family"),
    traffic=("交通事故", "Traffic accident"),
    debt=("债务纠纷", "Debt"),
    land=("土地宅基地", "Land and homesteads"),
    demolition=("征地拆迁", "Expropriation"),
    environment=("环境保护", "Environment"),
    property=("物业住房", "Housing"),
    public_services=("公共服务", "Public services"),
    neighbours=("邻里纠纷", "Neighbour dispute"),
    conduct=("干部作风", "Conduct of officials"),
    other=("其他", "Other"),
)

GROUPS = Vocabulary(
    "group",
    migrant_worker=("进城务工人员", "Migrant worker"),
    minor=("未成年人", "Minor"),
    elderly=("老年人", "Elderly"),
    disabled=("残疾人", "Disabled"),
    low_income=("低收入家庭", "Low income"),
    woman=("妇女", "Woman"),
    veteran=("退役军人", "Veteran"),
)

LANGUAGES = Vocabulary(
    "language",
    putonghua=("普通话", "Mandarin"),
    local=("本地话", "The local dialect"),
    other_dialect=("外地方言", "Another dialect"),
    minority=("少数民族语言", "A minority language"),
    foreign=("外语", "A foreign language"),
    sign=("手语", "Sign language"),
)

NEEDS = Vocabulary(
    "need",
    mobility=("行动不便", "Reduced mobility"),
    hearing=("听力障碍", "Hard of hearing"),
    sight=("视力障碍", "Low vision or blind"),
    speech=("言语障碍", "Speech impairment"),
    reading=("阅读困难", "Difficulty reading"),
    company=("需要陪同", "Needs somebody along"),
)

AUTHORITIES = Vocabulary(
    "authority",
    special=("委托代理，特别授权", "Agent, special authority"),
    general=("委托代理，一般授权", "Agent, general authority"),
    statutory=("法定代理", "Statutory representative"),
)
"""What somebody who speaks for the petitioner may do: a general authority does not reach to giving up, changing or
settling a claim, nor to withdrawing the matter."""

STATIONS = Vocabulary(
    "station",
    township=("镇（街道）工作站", "Township station"),
    trade_union=("工会", "Trade union"),
    women=("妇联", "Women's federation"),
    disabled=("残联", "Disabled persons' federation"),
    youth_league=("共青团", "Youth league"),
    elderly=("老龄委", "Committee on ageing"),
    armed_forces=("人武部", "Armed forces department"),
    consumers=("消费者协会", "Consumers' association"),
)

REFERRAL_KINDS = Vocabulary(
    "referral_kind",
    TRANSFER=("转送", "Transfer"),
    ASSIGN=("交办", "Assignment"),
    STEER=("引导", "Steering"),
    REVIEW=("复查", "Review"),
    REREVIEW=("复核", "Re-review"),
)

STATES = Vocabulary(
    "state",
    REGISTERED=("已登记", "Registered"),
    AWAITING_TRIAGE=("待分流", "Awaiting triage"),
    AWAITING_SIGN=("待签收", "Awaiting signature"),
    IN_PROGRESS=("办理中", "In progress"),
    AWAITING_REVIEW=("待审核", "Awaiting its check"),
    OBJECTED=("异议中", "Under objection"),
    RETURNED=("已退回", "Returned"),
    STEERED=("已导入法定途径", "Steered to a statutory channel"),
    HANDED_OUTSIDE=("已移送系统外机关", "Handed to an outside organ"),
    ANSWERED=("已答复", "Answered"),
    REOPENED=("已重办", "Taken up again"),
    UNDER_REVIEW=("复查中", "Under review"),
    UNDER_REREVIEW=("复核中", "Under re-review"),
    REVIEWED=("已请求复查、复核", "Review was asked for"),
    REVOKED=("已撤销原意见", "Opinion revoked"),
    FINALISED=("已终结", "Final"),
    DECLINED=("不予受理", "Not accepted"),
    BARRED=("不再受理", "No further acceptance"),
    WITHDRAWN=("已撤回", "Withdrawn"),
    SPLIT=("已拆分", "Split off"),
)

WITHDRAWN_BY = Vocabulary(
    "withdrawn_by",
    petitioner=("信访人本人", "The petitioner"),
    special=("特别授权的代理人", "An agent with special authority"),
    statutory=("法定代理人", "The statutory representative"),
)
"""Who may say that a claim is withdrawn: a general authority does not reach to it."""

CORRECTED = Vocabulary(
    "corrected",
    name=("姓名", "Name"),
    phone=("电话", "Telephone"),
    id_number=("身份证号", "ID number"),
    address=("住址", "Address"),
    groups=("身份", "Groups"),
    respondent=("被反映单位", "Unit it is about"),
    respondent_name=("被反映人、企业", "Person or business it is about"),
    place=("地点", "Place"),
    place_code=("地点编码", "Code of the place"),
    narrative=("来电、来访内容", "What was told"),
    category=("类别", "Category"),
    text=("要求", "What is asked for"),
    facts=("相关情况", "Facts"),
)
"""What may be corrected after a matter was registered; the last three belong to one claim."""

WITHDRAWAL_ENDS = Vocabulary(
    "withdrawal_end",
    WITHDRAWN=("已撤回", "Withdrawn"),
    CAME_LATE=("撤回前已经办结，结果仍然有效", "It was already decided, and that stands"),
)

ARBITRATION = Vocabulary(
    "arbitration",
    not_asked=("没有申请", "Not asked for"),
    not_accepted=("不予受理", "Not accepted"),
    late=("逾期未作决定", "No decision in time"),
    award=("已作裁决", "An award was made"),
)
ASKED = {"arbitration": ARBITRATION}
"""What is asked about a claim and answered by a choice; further facts are days and free words."""

REPEAT_GRADES = Vocabulary(
    "repeat_grade",
    CERTAIN=("几乎可以确定", "Almost certain"),
    LIKELY=("很可能", "Likely"),
    POSSIBLE=("有可能", "Possible"),
)
REPEAT_REASONS = Vocabulary(
    "repeat_reason",
    same_id_number=("证件号码相同", "same ID number"),
    same_phone=("电话相同", "same telephone"),
    same_name=("姓名相同", "same name"),
    name_variant=("姓名相近", "name alike"),
    same_text=("内容几乎相同", "nearly the same words"),
    alike_text=("内容相近", "words alike"),
    same_place=("地点相同", "same place"),
    same_category=("诉求类别相同", "same category"),
)
"""Why two matters may be one."""

REPEAT_DECISIONS = Vocabulary(
    "repeat_decision",
    SAME=("是同一事项", "The same matter"),
    DIFFERENT=("不是", "Not the same"),
)
RELATIONS = Vocabulary(
    "relation",
    REPEAT=("重复信访件", "brought up again"),
    JOINT=("多人反映同一事项", "brought up by several people"),
)
"""What two matters that are one are to each other: of one person, or of several."""

OBJECTION_REASONS = Vocabulary(
    "objection_reason",
    NOT_OUR_DUTY=("不属于本单位、本系统职权范围", "Outside the powers of this unit and its system"),
    OTHER_TERRITORY=("事项不发生在本辖区", "It did not happen in this territory"),
    OTHER_PROCEDURE=("应当通过诉讼、仲裁、行政复议等法定途径处理", "A statutory procedure applies"),
    POWERS_MOVED=("职权已经划转其他单位", "These powers were passed to another unit"),
)

URGING_KINDS = Vocabulary(
    "urging_kind",
    CHASE=("催办", "Chaser"),
    SUPERVISE=("督办", "Supervision"),
    SUPERVISE_LISTED=("挂牌督办", "Listed supervision"),
)

URGING_CAUSES = Vocabulary(
    "urging_cause",
    LATE=("逾期未办", "It is past its date"),
    NO_ACT=("时限过半没有办理", "Half the time is gone and nothing was done"),
    CAME_AGAIN=("信访人再次反映", "The petitioner came again"),
    NOT_FINISHED=("答复后时限过半没有送达、执行", "After the reply half the time is gone and nothing was done"),
    NOT_MENDED=("反馈被退回，逾期没有补正", "A refused answer was not mended in time"),
    ASSISTANT_LATE=("协办单位逾期", "An assisting unit is late"),
    PASSED_ABOUT=("推诿、敷衍", "It is passed about or done for show"),
    NOT_CARRIED_OUT=("拒不执行处理意见", "The opinion is not carried out"),
    OTHER=("其他情形", "Another reason"),
)
"""Why a unit is chased or supervised (信访工作条例 40)."""

SUPERVISION_ENDS = Vocabulary(
    "supervision_end",
    accepted=("反馈通过", "The answer was accepted"),
    returned=("交办件已不在该单位", "The unit holds the order no more"),
    raised=("升级为挂牌督办", "A listed supervision follows"),
    stopped=("送件单位停止", "The sender stopped it"),
    closed=("督办单位或者承办单位已经撤销", "The supervisor or the supervised unit was closed"),
)

TAKEN_OVER_BECAUSE = Vocabulary(
    "taken_over_because",
    closed=("原单位已经撤销", "The former unit was closed"),
    withdrew=("原单位的工作人员都已回避", "Everyone of the former unit withdrew"),
)

ASSISTANCE_ENDS = Vocabulary(
    "assistance_end",
    answered=("已反馈", "Answered"),
    released=("已撤回", "Released"),
    over=("交办件已办结或已不在该单位", "The order is over or left the unit"),
    closed=("协办单位已撤销", "The assisting unit was closed"),
)

MEDIATION_ENDS = Vocabulary(
    "mediation_end",
    agreed=("达成协议", "An agreement was reached"),
    refused=("一方明确拒绝调解", "A side refused"),
    failed=("调解不成", "No agreement was reached"),
    over=("交办件已经了结或者退回", "The order is over or went back"),
)

OUTCOMES = Vocabulary(
    "outcome",
    SUPPORT=("予以支持", "Supported"),
    EXPLAIN=("解释说明", "Explained"),
    REFUSE=("不予支持", "Not supported"),
)

CHECKLIST = Vocabulary(
    "check",
    FACTS=("事实清楚", "The facts are clear"),
    EVIDENCE=("证据充分", "The evidence bears them"),
    ARTICLE=("适用依据正确", "The article is the right one"),
    PROCEDURE=("程序合法", "The procedure was lawful"),
    REMEDIES=("救济途径告知完整", "The remedies are told in full"),
)
"""What a second person looks at before a reply leaves the house (两人把关)."""

SATISFACTION = Vocabulary(
    "satisfaction",
    SATISFIED=("满意", "Satisfied"),
    MOSTLY=("基本满意", "Mostly satisfied"),
    NOT_SATISFIED=("不满意", "Not satisfied"),
)

RESOLUTION = Vocabulary(
    "resolution",
    RESOLVED=("已经解决", "Resolved"),
    PARTLY=("部分解决", "Partly resolved"),
    UNRESOLVED=("没有解决", "Not resolved"),
)

SERVICE_MEANS = Vocabulary(
    "service_means",
    HANDED=("直接送达", "Handed over"),
    POSTED=("邮寄送达", "By post"),
    LEFT=("拒绝签收，留置送达", "Refused, and left there"),
    NOT_SERVED=("没有送达", "Not served"),
)
"""How a reply was brought to the petitioner, as its proof of service says (送达回证)."""

REOPENING_CAUSES = Vocabulary(
    "reopening_cause",
    UNSATISFIED=("回访反映没有解决", "The return visit says that it is not solved"),
    NOT_PERFORMED=("处理意见没有执行", "The opinion is not carried out"),
    NEW_FACTS=("有新的事实、证据", "There are new facts or evidence"),
    MISTAKEN=("事实、依据或者程序有错误", "Facts, law or procedure are mistaken"),
    UNIT_CLOSED=("原承办单位已经撤销，没有办完", "The unit that replied was closed before it had finished"),
)
"""Why whoever sent a matter has it done again (重办)."""

REOPENING_WAYS = Vocabulary(
    "reopening_way",
    SAME_UNIT=("由原承办单位重办", "The same unit does it again"),
    BY_RULES=("按规则重新分派", "The rules decide again where it goes"),
)

HANDLING_PATHS = Vocabulary(
    "handling_path",
    PETITION=("按照信访程序处理", "Petition procedure"),
    PERFORM=("依法履行职责或者答复", "Performing the duty, or an answer"),
    ADMINISTRATIVE=("导入行政复议、行政裁决等行政程序", "Administrative procedure"),
    ARBITRATION=("导入仲裁程序", "Arbitration"),
    LITIGATION=("导入诉讼、刑事等法律程序", "Litigation or criminal procedure"),
    PARTY_APPEAL=("导入党员申诉、申请复审", "Appeal of a Party member"),
)
"""The ways of art. 31: its item 6, then 5, 4, 2, 1 and 3."""

LOOK_REASONS = Vocabulary(
    "reason",
    handling=("办理这件事项", "Handling the matter"),
    contact=("联系信访人", "Reaching the petitioner"),
    identity=("核对身份", "Checking who it is"),
    inspection=("督查、检查", "Supervising"),
)

CODE_CHECKS = Vocabulary(
    "check",
    number=("来电号码和登记的一致", "Rings from the registered number"),
    identity_card=("当面核对了身份证件", "Showed an identity document"),
    facts=("说得出姓名、电话和反映的内容", "Knows name, telephone and what it is about"),
    just_registered=("刚刚在这里登记", "Registered here just now"),
)

ROLES = Vocabulary(
    "role",
    operator=("热线坐席", "Hotline operator"),
    petition_clerk=("信访局经办人", "Petition office clerk"),
    office_clerk=("司法所工作人员", "Township clerk"),
    office_head=("司法所负责人", "Head of township office"),
    aid_clerk=("法律援助中心经办人", "Legal-aid clerk"),
    leader=("领导", "Leader"),
    ops=("运维", "Operations"),
    admin=("系统管理员", "Administrator"),
)

UNIT_KINDS = Vocabulary(
    "unit_kind",
    bureau=("司法行政部门", "Justice bureau"),
    hotline=("热线坐席台", "Hotline desk"),
    petition_office=("信访部门", "Petition office"),
    justice_office=("司法所、综治司法信访联动服务中心", "Township justice office and joint service centre"),
    legal_aid_agency=("法律援助机构", "Legal aid agency"),
    discipline_inspection=("纪检监察机关", "Discipline inspection"),
    outside=("系统外机关", "Outside organ"),
)
OUTSIDE_KINDS = frozenset({"discipline_inspection", "outside"})
"""Units that have no desk in Liandong."""
