"""What may be done with a referral: kind × state × act × role → next state, whose turn, clocks, notices. Data.

`STAGES` says of each state whose turn it is and which clock begins on entering it; `ACTS` what moves a referral from
one to another. Both are checked when they are read, and drawn by `liandong referrals draw`.
"""

from services.routing.policy.act import (
    BEFORE,
    CHECKER,
    DECIDER,
    DUTIES,
    EVERY_KIND,
    HOLDER,
    NOBODY,
    NOT_MADE,
    OFFICE,
    PARTIES,
    RECORDER,
    SENDER,
    SENDERS,
    Act,
    Stage,
    Step,
)
from services.routing.policy.acts_in_hand import ACTS_IN_HAND
from services.routing.policy.acts_of_reply import ACTS_OF_REPLY
from services.routing.policy.acts_of_review import ACTS_OF_REVIEW
from services.routing.policy.clocks_of import (
    HANDLING,
    OF_A_WISH,
    OF_AN_ORDER,
    OPEN_HERE,
    PERFORMING,
    SIGNING,
    TELLING,
    WINDOW,
)
from services.routing.policy.not_now import IN
from shared.contracts.words import REFERRAL_KINDS, ROLES, STATES

STAGES = {
    "AWAITING_SIGN": Stage(turn=HOLDER, begins=(SIGNING,)),
    "IN_PROGRESS": Stage(turn=HOLDER),
    "AWAITING_REVIEW": Stage(turn=CHECKER),
    "OBJECTED": Stage(turn=DECIDER),
    "ANSWERED": Stage(finishes=True),
    "REOPENED": Stage(),
    "REVIEWED": Stage(),
    "REVOKED": Stage(),
    "FINALISED": Stage(),
    "RETURNED": Stage(),
    "WITHDRAWN": Stage(),
    "SPLIT": Stage(),
    "STEERED": Stage(),
    "HANDED_OUTSIDE": Stage(),
}

ACTS = (
    Act(
        "transfer",
        by=NOBODY,
        kinds=("TRANSFER",),
        moves={NOT_MADE: "AWAITING_SIGN"},
        starts=(TELLING, WINDOW, OF_A_WISH),
        event="referral.made",
        notices=("referral", "referral_order"),
    ),
    Act(
        "assign",
        by=NOBODY,
        kinds=("ASSIGN",),
        moves={NOT_MADE: "AWAITING_SIGN"},
        starts=(TELLING, WINDOW, OF_AN_ORDER),
        event="referral.made",
        notices=("referral", "referral_order"),
    ),
    Act(
        "steer",
        by=NOBODY,
        kinds=("STEER",),
        moves={NOT_MADE: "STEERED"},
        event="referral.made",
        notices=("referral", "referral_order"),
    ),
    Act(
        "hand_outside",
        by=NOBODY,
        kinds=EVERY_KIND,
        moves={NOT_MADE: "HANDED_OUTSIDE"},
        event="referral.made",
        notices=("referral", "referral_order"),
    ),
    Act(
        "sign_for",
        by=HOLDER,
        roles=OFFICE,
        moves={"AWAITING_SIGN": "IN_PROGRESS"},
        stops=(SIGNING,),
        event="referral.signed",
    ),
    Act(
        "accept",
        by=HOLDER,
        roles=OFFICE,
        moves={"IN_PROGRESS": "IN_PROGRESS"},
        starts=(HANDLING, PERFORMING),
        stops=(TELLING, WINDOW),
        event="matter.accepted",
        notices=("handling_path",),
    ),
    Act(
        "object",
        by=HOLDER,
        roles=OFFICE,
        moves={"AWAITING_SIGN": "OBJECTED", "IN_PROGRESS": "OBJECTED"},
        stops=(WINDOW, SIGNING),
        event="referral.objected",
        notices=("objection",),
    ),
    Act(
        "return_back",
        by=DECIDER,
        roles=SENDERS,
        moves={"OBJECTED": "RETURNED"},
        stops=(DUTIES,),
        event="referral.returned",
        notices=("return_agreed",),
    ),
    Act(
        "refuse_return",
        by=DECIDER,
        roles=SENDERS,
        moves={"OBJECTED": BEFORE},
        event="referral.objection_refused",
        notices=("objection_refused",),
    ),
    *ACTS_IN_HAND,
    Act(
        "take_from_who_withdrew",
        by=NOBODY,
        moves=dict.fromkeys(OPEN_HERE, "RETURNED"),
        stops=(DUTIES,),
        event="matter.held_for_triage",
    ),
    Act(
        "take_from_a_closed_unit",
        by=NOBODY,
        moves=dict.fromkeys(OPEN_HERE, "RETURNED"),
        stops=(DUTIES,),
        event="matter.held_for_triage",
    ),
    Act(
        "withdraw",
        by=NOBODY,
        moves=dict.fromkeys(OPEN_HERE, "WITHDRAWN"),
        stops=(DUTIES,),
        event="claim.withdrawn",
        notices=("withdrawal", "withdrawal_order"),
    ),
    Act(
        "split",
        by=NOBODY,
        moves={"AWAITING_SIGN": "SPLIT"},
        stops=(DUTIES,),
        event="claim.split",
        notices=("split_order",),
    ),
    Act(
        "take_over",
        by=NOBODY,
        moves={state: state for state in (*OPEN_HERE, "ANSWERED")},
        event="referral.taken_over",
        notices=("taken_over", "taking_over"),
    ),
    Act(
        "pass_objection_on",
        by=NOBODY,
        moves={"OBJECTED": "OBJECTED"},
        event="objection.passed_on",
        notices=("objection",),
    ),
    *ACTS_OF_REPLY,
    *ACTS_OF_REVIEW,
)


class BadMachine(ValueError):
    """The table contradicts itself; its message says where."""


def machine(stages, acts):
    """Every step by (kind, state, act, role). Raises `BadMachine` where the table makes no sense."""
    steps = {}
    for step in (step for act in acts for step in _steps(act, stages)):
        key = (step.kind, step.state, step.act, step.role)
        if key in steps:
            raise BadMachine(f"{key}: said twice")
        steps[key] = step
    _nobody_is_left_holding_nothing(stages, steps.values())
    return steps


def _steps(act, stages):
    _makes_sense(act, stages)
    for kind in act.kinds:
        for state, to in act.moves.items():
            for role in act.roles or (None,):
                yield Step(kind, state, act.name, role, act.by, to, act.event, act.starts, act.stops, act.notices)


def _makes_sense(act, stages):
    states = {*act.moves, *act.moves.values()} - {NOT_MADE, BEFORE}
    wrong = {
        "state": states - (set(stages) & set(STATES)),
        "kind": set(act.kinds) - set(REFERRAL_KINDS),
        "role": set(act.roles) - set(ROLES),
        "party": {act.by} - set(PARTIES),
    }
    for what, names in wrong.items():
        if names:
            raise BadMachine(f"{act.name}: no such {what}: {sorted(names)}")
    if (act.by == NOBODY) == bool(act.roles):
        raise BadMachine(f"{act.name}: what a party does needs its roles, what nobody does has none")


def _nobody_is_left_holding_nothing(stages, steps):
    """Every state is reached; whoever's turn it is can do something in it; where it is nobody's, nothing is done, but
    its sender may take it up again and the petitioner may ask for review, and a unit finishes what it replied to."""
    reached = {step.to for step in steps if step.to != step.state}
    for state, stage in stages.items():
        if state not in reached:
            raise BadMachine(f"{state}: nothing leads there")
        movers = {step.by for step in steps if step.state == state}
        if stage.turn and stage.turn not in movers:
            raise BadMachine(f"{state}: it is the turn of the {stage.turn}, who can do nothing")
        beside = {NOBODY, SENDER, RECORDER, *([HOLDER] if stage.finishes else [])}
        if stage.turn is None and movers - beside:
            raise BadMachine(f"{state}: it is nobody's turn, and yet {sorted(movers)} may act")
        if state not in IN:
            raise BadMachine(f"{state}: not_now.py has no sentence for it")


MACHINE = machine(STAGES, ACTS)


def step(kind, state, act, role=None):
    """What follows from an act, or None where kind, state or role do not allow it."""
    return MACHINE.get((kind, state, act, role))


def states_for(act):
    """In which states it may be done."""
    return tuple(dict.fromkeys(s.state for s in MACHINE.values() if s.act == act))


def roles_for(act, kind=None):
    """Who may do it at all, for the doors; or with an order of that kind."""
    return tuple(dict.fromkeys(s.role for s in MACHINE.values() if s.act == act and kind in (None, s.kind)))


def possible(kind, state, role):
    """The acts somebody of that role may do now, in the order of the table."""
    return tuple(dict.fromkeys(s.act for s in MACHINE.values() if (s.kind, s.state, s.role) == (kind, state, role)))
