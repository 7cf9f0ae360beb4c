"""Which clocks begin, with a matter, with a referral, and with a fact of a claim."""

from dataclasses import dataclass
from datetime import date

FORWARDING = {"petition_office": "petition_office_forwards"}
OPEN_HERE = ("AWAITING_SIGN", "IN_PROGRESS", "AWAITING_REVIEW", "OBJECTED")
TELLING = "receiver_tells"
WINDOW = "objection_window"
SIGNING = "sign_for"
DECIDING = "decide_by_hand"
ASSISTING = "assist"
CONFIRMING = "judicial_confirmation_asked"
HANDLING = "opinion_31_6"
PERFORMING = "perform_or_answer"
BY_WAY = (HANDLING, PERFORMING)  # they begin with the acceptance
OF_AN_ORDER = "reply_ordered"
OF_A_WISH = "reply_asked"
JUDGING = "decide_report"
HEARING = "end_hearing"
SERVING = "serve_reply"
EXECUTING = "perform_reply"
AGREED_HERE = (SIGNING, DECIDING, ASSISTING, SERVING, EXECUTING, HEARING)  # the city's own: no law speaks of them
LEFT_TO_DO = (SERVING, EXECUTING)
AFTER_THE_REPLY = (*LEFT_TO_DO, OF_AN_ORDER)
"""What a unit still owes once it has replied: to serve it, to perform what it supports, to report to who assigned."""


@dataclass(frozen=True)
class Begins:
    """A clock that begins: its rule, the day an order set for it, the fact it runs from."""

    rule: str
    set_for: date | None = None
    from_day: date | None = None


def of_what_is_left(is_served, is_performed):
    """After the reply; the report of what was assigned is owed all along."""
    return [*([] if is_served else [SERVING]), *([] if is_performed else [EXECUTING])]


def of_matter(sender):
    """The sender's 15 days: the petition office forwards, any other organ tells the person where it went."""
    return Begins(FORWARDING.get(sender, "direct_receipt_told"))


def of_triage():
    """What the desk that decides by hand has agreed to."""
    return Begins(DECIDING)


def of_referral(kind, state, reply_by):
    """The receiver's clocks, for a referral that is answered here; they run from its arrival, not from signing."""
    if state not in OPEN_HERE:
        return []
    begins = [Begins(TELLING)]
    if state != "OBJECTED":
        begins.append(Begins(WINDOW))
    if state == "AWAITING_SIGN":
        begins.append(Begins(SIGNING))
    if reply_by:
        begins.append(Begins(OF_AN_ORDER if kind == "ASSIGN" else OF_A_WISH, set_for=reply_by))
    return begins


def of_claim(facts, watching, known_on):
    """The limitation watch: the rules whose fact the claim states as a day that has come."""
    for rule in watching:
        if (day := _day(facts.get(rule.fact))) and day <= known_on:
            yield Begins(rule.key, from_day=day)


def _day(told):
    try:
        return date.fromisoformat(told)
    except (TypeError, ValueError):
        return None
