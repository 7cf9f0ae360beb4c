"""How the table of acts looks, drawn for the documentation: one picture, then every step in words."""

from services.routing.policy.act import BEFORE, NOBODY, NOT_MADE
from services.routing.policy.referral_acts import ACTS, STAGES
from shared.contracts.words import STATES

HEAD = """# What may be done with a referral

Written by `liandong referrals draw` from [referral_acts.py](policy/referral_acts.py); a test holds it current.
"""


def drawing():
    """The page, as Markdown with a Mermaid diagram."""
    return "\n".join([HEAD, *_picture(), "", *_states(), "", *_acts(), ""])


def _picture():
    lines = ["```mermaid", "stateDiagram-v2"]
    for act in ACTS:
        for state, to in act.moves.items():
            lines += [f"    {_node(state)} --> {_node(end)}: {act.name}" for end in _ends(state, to)]
    lines += [f"    {state} --> [*]" for state, stage in STAGES.items() if stage.turn is None and not _leaves(state)]
    return [*lines, "```"]


def _states():
    head = ["| state | | whose turn | clocks that begin with it |", "|---|---|---|---|"]
    return head + [
        f"| {state} | {STATES[state].zh} | {stage.turn or '–'} | {_names(stage.begins)} |"
        for state, stage in STAGES.items()
    ]


def _acts():
    head = [
        "| act | who | kinds | from → to | starts | stops | event | notices |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return head + [f"| {' | '.join(_row(act))} |" for act in ACTS]


def _row(act):
    who = act.by if act.by == NOBODY else f"{act.by}: {', '.join(act.roles)}"
    moves = ", ".join(f"{state} → {to}" for state, to in act.moves.items())
    told = _names(act.notices)
    return act.name, who, ", ".join(act.kinds), moves, _names(act.starts), _names(act.stops), act.event, told


def _ends(state, to):
    """Where a move leads; back to `BEFORE` means wherever this state can be entered from."""
    if to != BEFORE:
        return [to]
    return list(dict.fromkeys(before for act in ACTS for before, end in act.moves.items() if before != end == state))


def _leaves(state):
    return any(state in act.moves for act in ACTS)


def _node(state):
    return "[*]" if state == NOT_MADE else state


def _names(names):
    return ", ".join(names) or "–"
