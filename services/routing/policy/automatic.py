"""When the city's own numbers supervise a unit (自动督办), and what they say; the numbers are rows of its rules."""

from datetime import timedelta

from services.routing.policy.question import PETITION_OFFICE
from services.routing.policy.urging import may_supervise

IDLE = "supervise_idle"  # of the time, in percent, without an act
MENDING = "supervise_not_mended"  # days for mending an answer that was refused
ASSISTANT = "supervise_assistant_late"  # days an assisting unit may be late
ANSWERING = "supervise_answer"  # days for the answer to an automatic supervision

WORDS = {
    "NO_ACT": "办理时限已经过半，没有办理记录。请说明情况，抓紧办理。",
    "NOT_FINISHED": "答复签发后，送达、执行的时限已经过半，没有登记送达、执行情况。请抓紧办理并说明情况。",
    "CAME_AGAIN": "信访人就同一事项再次反映（{told_in}）。请说明办理情况，及时与信访人沟通。",
    "NOT_MENDED": "督办反馈被退回，没有在规定时间内补正。请立即补正并说明原因。",
    "ASSISTANT_LATE": "协办单位逾期没有反馈。请协调催促，或者改由本单位核实，不得因此延误。",
}


def gone_on(began, due_on, percent):
    """The day on which that part of the time is gone."""
    days = (due_on - began).days
    return began + timedelta(days=-(-days * percent // 100))


def supervising_office(sender, holder, superior, city):
    """Whose supervision it is: that of a sender who has the power to supervise, else of the unit above the holder."""
    return sender if sender == PETITION_OFFICE or may_supervise(sender, holder, city) else superior
