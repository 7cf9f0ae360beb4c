"""What a petitioner sees of a matter: its stages. Of a report neither content nor holder is shown."""

from dataclasses import dataclass
from datetime import datetime

ORDER = ("registered", "referred", "in_progress", "answered")
REACHED_BY = {
    "matter.registered": "registered",
    "referral.made": "referred",
    "referral.signed": "in_progress",
    "reply.issued": "answered",
}


@dataclass(frozen=True)
class Stage:
    name: str
    at: datetime | None
    state: str
    holder: str | None = None


def stages(matter, timeline):
    """The stages in their order, each with the time it was first reached; the last one reached is `now`."""
    reached = {"registered": matter.registered_at}
    for entry in timeline:
        name = REACHED_BY.get(entry.type)
        if name:
            reached.setdefault(name, entry.at)
    shown = [name for name in ORDER if not (name in ("in_progress", "answered") and _ends_elsewhere(matter))]
    last = max((shown.index(name) for name in reached if name in shown), default=0)
    holder = None if matter.kind == "REPORT" else matter.holder
    return [
        Stage(name, reached.get(name), _state(number, last), holder if number == last and last > 0 else None)
        for number, name in enumerate(shown)
    ]


def _state(number, last):
    if number == last:
        return "now"
    return "done" if number < last else "todo"


def _ends_elsewhere(matter):
    return matter.state in ("STEERED", "HANDED_OUTSIDE")
