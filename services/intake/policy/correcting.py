"""Who may correct what: who the petitioner is and how to reach them, whoever hears them; what is to be decided, the
desk that registers, never whoever has to answer it."""

from services.intake.policy.matter_state import IN_HAND

PERSON = ("name", "phone", "id_number", "address", "groups")
ABOUT = ("respondent", "respondent_name", "place", "place_code", "narrative")
OF_A_CLAIM = ("category", "text", "facts")
ELSEWHERE = ("STEERED", "HANDED_OUTSIDE")
MAY_BE_BLANK = ("phone", "id_number", "address", "groups", "respondent", "respondent_name", "place")
DESKS = ("operator", "petition_clerk")
OFFICES = ("office_clerk", "office_head", "aid_clerk")
MAY = {
    **dict.fromkeys(PERSON, (*DESKS, *OFFICES)),
    **dict.fromkeys(ABOUT, DESKS),
    **dict.fromkeys(OF_A_CLAIM, DESKS),
}


def may_correct(role, field):
    """Whether somebody of that role may put this field right."""
    return role in MAY[field]


def correctable(state):
    """What of a claim may be put right: all while somebody here has to decide it; once it is led into another channel
    the facts, because its limitation runs on; then nothing."""
    if state in IN_HAND:
        return OF_A_CLAIM
    return ("facts",) if state in ELSEWHERE else ()


def fields_for(role):
    """What somebody of that role is offered, in the order of the form."""
    return tuple(field for field in MAY if may_correct(role, field))
