"""What a petitioner sees of a matter: its stages. Of a report neither content nor holder is shown."""

from dataclasses import dataclass
from datetime import datetime

ORDER = ("registered", "referred", "in_progress", "answered")
ON_THE_SPOT = ("registered", "answered")
REACHED_BY = {
    "matter.registered": "registered",
    "referral.made": "referred",
    "referral.signed": "in_progress",
    "reply.issued": "answered",
    "consultation.answered": "answered",
}
STAGE_OF = {
    "REGISTERED": "registered",
    "AWAITING_TRIAGE": "registered",
    "RETURNED": "registered",
    "REOPENED": "registered",
    "OBJECTED": "referred",
    "AWAITING_SIGN": "referred",
    "STEERED": "referred",
    "HANDED_OUTSIDE": "referred",
    "IN_PROGRESS": "in_progress",
    "AWAITING_REVIEW": "in_progress",
    "ANSWERED": "answered",
    "UNDER_REVIEW": "answered",
    "UNDER_REREVIEW": "answered",
    "REVIEWED": "answered",
    "REVOKED": "registered",
    "FINALISED": "answered",
    "DECLINED": "registered",
    "BARRED": "registered",
    "WITHDRAWN": "registered",
    "SPLIT": "registered",
}
ENDS_THERE = ("STEERED", "HANDED_OUTSIDE", "DECLINED", "BARRED", "WITHDRAWN", "SPLIT")


@dataclass(frozen=True)
class Stage:
    name: str
    at: datetime | None
    state: str
    holder: str | None = None


def stages(matter, timeline):
    """The stages in their order, each with the time it was first reached; the matter's own is `now`.

    The matter is where its slowest claim is: an answer to one of two claims is not yet its answer.
    """
    now = STAGE_OF[matter.state]
    shown = ORDER[: ORDER.index(now) + 1] if matter.state in ENDS_THERE else ORDER
    if any(entry.type == "consultation.answered" for entry in timeline):
        shown = ON_THE_SPOT
    reached = _first_reached(matter, timeline)
    return [_stage(name, now, reached, matter) for name in shown]


def _first_reached(matter, timeline):
    reached = {"registered": matter.registered_at}
    for entry in timeline:
        if name := REACHED_BY.get(entry.type):
            reached.setdefault(name, entry.at)
    return reached


def _stage(name, now, reached, matter):
    ahead = ORDER.index(name) - ORDER.index(now)
    if ahead > 0:
        return Stage(name, None, "todo")
    hidden = ahead < 0 or name == "registered" or matter.kind == "REPORT"
    return Stage(name, reached.get(name), "now" if ahead == 0 else "done", None if hidden else matter.holder)
