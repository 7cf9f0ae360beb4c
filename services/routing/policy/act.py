"""The words of the table of acts: parties, roles, and what an act and a step are."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.routing.policy.clocks_of import OPEN_HERE
from shared.contracts.words import REFERRAL_KINDS

HOLDER = "holder"
DECIDER = "decider"
ASSISTANT = "assistant"
SENDER = "sender"
CHECKER = "checker"
RECORDER = "recorder"
NOBODY = "nobody"
PARTIES = (HOLDER, DECIDER, ASSISTANT, SENDER, CHECKER, RECORDER, NOBODY)

OFFICE = ("office_clerk", "office_head")
CHECKERS = (*OFFICE, "leader")
REVIEWERS = (*OFFICE, "petition_clerk", "leader")
SENDERS = ("operator", "petition_clerk", "leader")
DECIDERS = ("petition_clerk", "leader")
OBJECTION_DECIDERS = ("operator", *DECIDERS)
READERS = ("operator", "petition_clerk", *OFFICE, "leader")
ANSWERED_HERE = ("TRANSFER", "ASSIGN")
REVIEWS = ("REVIEW", "REREVIEW")
EVERY_KIND = tuple(kind for kind in REFERRAL_KINDS if kind not in REVIEWS)

IN_HAND = {"IN_PROGRESS": "IN_PROGRESS"}
STAYS = {state: state for state in OPEN_HERE if state != "AWAITING_SIGN"}
NOT_MADE = "NOT_MADE"
BEFORE = "BEFORE"
DUTIES = "every duty and window"
ALL_BUT_THE_REPORT = "every duty and window but that of the report"


@dataclass(frozen=True)
class Stage:
    """A state: the party whose turn it is (none where it is over for us), the clocks that begin with it, and whether
    its unit still finishes what it began though it is nobody's turn."""

    turn: str | None = None
    begins: tuple[str, ...] = ()
    finishes: bool = False


@dataclass(frozen=True)
class Act:
    """Who may do it from which state to which, which clocks it starts (of several, those that apply) and stops, what
    it tells whom.

    `moves` may lead back to the state `BEFORE`; `notices` are what notify owes for its `event`.
    """

    name: str
    by: str
    event: str
    moves: Mapping[str, str]
    kinds: tuple[str, ...] = ANSWERED_HERE
    roles: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What follows when somebody of `role` does `act` with a referral of `kind` in `state`."""

    kind: str
    state: str
    act: str
    role: str | None
    by: str
    to: str
    event: str
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def leads_to(self, before=None):
        """The next state, given the one there was before this one."""
        return before if self.to == BEFORE else self.to
