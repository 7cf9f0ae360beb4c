"""Which notices an event owes, and on which article: a table, read by the handlers and by the audit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Owed:
    """One notice that is owed: which, and to whom (the `petitioner`, the `head` of the unit, or a unit that the event
    names: `unit`, `sender`, `decider`, `checker`, `supervisor`,
    `assistant`, `approver`, `reviewed_unit`)."""

    template: str
    to: str
    article: str

    @property
    def recipient(self):
        return self.to if self.to in ("petitioner", "head") else "unit"

    @property
    def named_as(self):
        """The field of the event that names the unit it goes to."""
        return "unit" if self.to == "head" else self.to


TWO_PEOPLE = "《信访工作条例》第三十二条"
REVIEWING = "《信访工作条例》第三十五条、第三十六条"
HEARING = "《信访工作条例》第三十六条第二款"
ASSIGNED = "《信访工作条例》第二十二条第一款第三项"
IN_TIME = "《信访工作条例》第四十条"
OWED = {
    "matter.registered": (Owed("registration", "petitioner", "《信访工作条例》第二十二条、第二十三条"),),
    "matter.contacted": (Owed("came_again", "unit", "《信访工作条例》第十九条"),),
    "matter.joined": (Owed("joined", "unit", "《信访工作条例》第十九条"),),
    "matter.corrected": (Owed("correction", "unit", "《信访工作条例》第二十二条"),),
    "referral.made": (
        Owed("referral", "petitioner", "《信访工作条例》第二十三条"),
        Owed("referral_order", "unit", "《信访工作条例》第二十二条"),
    ),
    "claim.declined": (Owed("non_acceptance", "petitioner", "《信访工作条例》第二十二条、第二十三条"),),
    "claim.withdrawn": (
        Owed("withdrawal", "petitioner", "《信访工作条例》第二十三条"),
        Owed("withdrawal_order", "unit", "《信访工作条例》第二十三条"),
    ),
    "aid.withdrawn": (
        Owed("aid_withdrawn", "petitioner", "《法律援助法》第四十三条"),
        Owed("aid_withdrawn_copy", "sender", "《法律援助法》第四十三条"),
    ),
    "claim.split": (Owed("split_order", "unit", "《信访工作条例》第二十二条"),),
    "matter.split_off": (Owed("split", "petitioner", "《信访工作条例》第二十二条、第二十三条"),),
    "matter.accepted": (Owed("handling_path", "petitioner", "《信访工作条例》第二十三条第三款"),),
    "referral.objected": (Owed("objection", "decider", "《信访工作条例》第二十三条第三款"),),
    "referral.returned": (Owed("return_agreed", "unit", "《信访工作条例》第二十三条第三款"),),
    "referral.objection_refused": (Owed("objection_refused", "unit", "《信访工作条例》第二十三条第三款"),),
    "referral.taken_over": (
        Owed("taken_over", "petitioner", "《信访工作条例》第二十四条第二款"),
        Owed("taking_over", "unit", "《信访工作条例》第二十四条第二款"),
    ),
    "assistance.asked": (Owed("assist_order", "assistant", "《信访工作条例》第二十二条"),),
    "assistance.answered": (Owed("assist_answer", "unit", "《信访工作条例》第二十二条"),),
    "assistance.released": (Owed("assist_released", "assistant", "《信访工作条例》第二十二条"),),
    "extension.asked": (Owed("extension_request", "approver", "《信访工作条例》第三十四条"),),
    "handling.extended": (Owed("extension", "petitioner", "《信访工作条例》第三十四条"),),
    "order.extended": (Owed("extension_granted", "unit", "《信访工作条例》第二十二条第一款第三项"),),
    "extension.refused": (Owed("extension_refused", "unit", "《信访工作条例》第三十四条"),),
    "mediation.agreed": (Owed("mediation_agreed", "petitioner", "《信访工作条例》第三十三条"),),
    "mediation.failed": (Owed("mediation_failed", "petitioner", "《信访工作条例》第三十三条"),),
    "referral.steered_away": (
        Owed("steered_away", "petitioner", "《信访工作条例》第三十一条"),
        Owed("steered_away_copy", "sender", "《信访工作条例》第三十一条"),
    ),
    "referral.passed_down": (
        Owed("passed_down", "petitioner", "《信访工作条例》第二十三条第三款"),
        Owed("passed_down_order", "unit", "《信访工作条例》第二十三条第三款"),
    ),
    "objection.passed_on": (Owed("objection", "decider", "《信访工作条例》第二十三条第三款"),),
    "reply.sent_for_check": (Owed("reply_to_check", "checker", TWO_PEOPLE),),
    "reply.sent_back": (Owed("reply_sent_back", "unit", TWO_PEOPLE),),
    "reply.issued": (
        Owed("reply", "petitioner", "《信访工作条例》第三十二条"),
        Owed("reply_copy", "sender", "《信访工作条例》第二十二条第一款第三项"),
    ),
    "opinion.performed": (Owed("performed", "sender", "《信访工作条例》第三十二条"),),
    "referral.reopened": (Owed("reopened", "petitioner", IN_TIME), Owed("reopened_copy", "unit", IN_TIME)),
    "reply.finalised": (Owed("finalised", "sender", "《信访工作条例》第三十五条"),),
    "review.requested": (
        Owed("review_received", "petitioner", REVIEWING),
        Owed("review_order", "unit", REVIEWING),
        Owed("review_asked", "reviewed_unit", REVIEWING),
    ),
    "review.decided": (
        Owed("review_opinion", "petitioner", REVIEWING),
        Owed("review_opinion_copy", "sender", REVIEWING),
        Owed("review_result", "reviewed_unit", REVIEWING),
    ),
    "hearing.opened": (Owed("hearing", "petitioner", HEARING),),
    "hearing.closed": (Owed("hearing_over", "petitioner", HEARING),),
    "completion.reported": (Owed("completion_report", "sender", ASSIGNED),),
    "completion.refused": (Owed("completion_refused", "unit", ASSIGNED),),
    "matter.completed": (Owed("completion_accepted", "unit", ASSIGNED),),
    "referral.chased": (Owed("chaser", "unit", IN_TIME), Owed("chaser", "head", IN_TIME)),
    "supervision.issued": (Owed("supervision", "unit", IN_TIME), Owed("supervision", "head", IN_TIME)),
    "supervision.answered": (Owed("supervision_answer", "supervisor", IN_TIME),),
    "supervision.answer_refused": (
        Owed("answer_refused", "unit", IN_TIME),
        Owed("answer_refused", "head", IN_TIME),
    ),
    "supervision.lifted": (Owed("supervision_lifted", "unit", IN_TIME),),
    "clock.due_soon": (Owed("reminder", "unit", IN_TIME),),
    "clock.fell_due": (Owed("chase", "unit", IN_TIME), Owed("chase", "head", IN_TIME)),
    "clock.breached": (Owed("escalation", "supervisor", IN_TIME),),
}


def means_for(phone, mail, reach=None):
    """How a recipient is reached: by mail, else by text message, else a paper that somebody hands over.

    A text message names the office and lies open on a telephone: none goes to whoever does not want to be rung there,
    or does not want the office to be named."""
    if mail:
        return "mail"
    return "sms" if phone and not is_unwanted_text(reach) else "paper"


def is_unwanted_text(reach):
    """Whether whoever asked to be reached so gets no text message."""
    return reach is not None and (reach.safe_to_ring is False or reach.do_not_announce)
