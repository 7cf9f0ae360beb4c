"""Which notices an event owes, and on which article: a table, read by the handlers and by the audit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Owed:
    """One notice that is owed: which, and to whom (`petitioner`, or a unit named in the event)."""

    template: str
    to: str
    article: str

    @property
    def recipient(self):
        return "petitioner" if self.to == "petitioner" else "unit"


OWED = {
    "matter.registered": (Owed("registration", "petitioner", "《信访工作条例》第二十二条、第二十三条"),),
    "referral.made": (
        Owed("referral", "petitioner", "《信访工作条例》第二十三条"),
        Owed("referral_order", "unit", "《信访工作条例》第二十二条"),
    ),
    "referral.objected": (Owed("objection", "decider", "《信访工作条例》第二十三条第三款"),),
    "referral.returned": (Owed("return_agreed", "unit", "《信访工作条例》第二十三条第三款"),),
    "referral.objection_refused": (Owed("objection_refused", "unit", "《信访工作条例》第二十三条第三款"),),
    "reply.issued": (
        Owed("reply", "petitioner", "《信访工作条例》第三十二条"),
        Owed("reply_copy", "sender", "《信访工作条例》第二十二条第三项"),
    ),
}


def means_for(phone, mail):
    """How a recipient is reached: by mail, else by text message, else a paper that somebody hands over."""
    if mail:
        return "mail"
    return "sms" if phone else "paper"
