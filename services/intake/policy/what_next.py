"""What a petitioner is told of what comes next: how it stands, what is owed to them first, their own last days."""

from dataclasses import dataclass

OWED = (
    "petition_office_forwards",
    "direct_receipt_told",
    "receiver_tells",
    "opinion_31_6",
    "perform_or_answer",
    "answer_review",
    "answer_rereview",
    "aid_decided",
    "aid_lawyer_appointed",
)
"""The duties that are owed to the petitioner; what desks owe each other is not told."""
ASKING = {"ask_review": "MAY_ASK_FOR_REVIEW", "ask_rereview": "MAY_ASK_FOR_REREVIEW"}
"""What may be asked for against an answer, and what is then said."""
SAID_OF_A_REPORT = ("DECLINED", "BARRED", "WITHDRAWN")
"""The states of which also a report says no more than any matter."""


@dataclass(frozen=True)
class WhatNext:
    """`says` is the state, or what is said instead of it; `owed` the clock that is due first, `late` if that day has
    gone by; `ask_until` the last day to ask for a review; `own` the petitioner's other clocks."""

    says: str
    owed: object | None = None
    late: bool = False
    ask_until: object | None = None
    own: tuple = ()


def what_next(state, kind, clocks, today):
    """By the clocks that run. Of a report neither what is owed nor by whom."""
    if kind == "REPORT":
        return WhatNext(state if state in SAID_OF_A_REPORT else "REPORT")
    owed = min((clock for clock in clocks if _is_owed(clock)), key=_day, default=None)
    own = [clock for clock in clocks if clock.kind == "right" and (clock.due_on is None or clock.due_on >= today)]
    asking = min((clock for clock in own if _is_of_the_answer(state, clock) and clock.due_on), key=_day, default=None)
    return WhatNext(
        _says(state, kind, asking),
        owed=owed,
        late=owed is not None and owed.due_on < today,
        ask_until=asking and asking.due_on,
        own=tuple(clock for clock in own if not _is_of_the_answer(state, clock) or clock.due_on is None),
    )


def _says(state, kind, asking):
    if asking:
        return ASKING[asking.rule]
    return "CONSULTED" if state == "ANSWERED" and kind == "CONSULT" else state


def _is_owed(clock):
    return clock.rule in OWED and clock.due_on is not None


def _is_of_the_answer(state, clock):
    return state == "ANSWERED" and clock.rule in ASKING


def _day(clock):
    return clock.due_on
