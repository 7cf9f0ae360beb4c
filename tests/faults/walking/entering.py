"""How each act is entered at the doors: whoever adds an act to the table of referrals adds a line here, and it is
walked with all the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.faults.walking.extending import (
    OF_AN_ORDER,
    OF_THE_LAW,
    a_decision,
    asked_for,
    might_ask,
    more_time,
    of_the_request,
)
from tests.faults.walking.reviewing import (
    Seen,
    a_hearing,
    a_request,
    asking,
    goes_on,
    its_end,
    may_be_asked_for,
    may_be_heard,
)
from tests.faults.walking.saying import (
    a_failure,
    a_release,
    a_sending_back,
    a_session,
    a_way,
    a_word,
    again,
    agreement,
    an_objection,
    answers,
    away,
    consent,
    disagreement,
    downwards,
    has_several,
    help_wanted,
    is_above_others,
    is_assisted,
    is_mediated,
    is_new,
    is_not_mediated,
    never_objected,
    nothing_more,
    of_the_assistance,
    of_the_mediation,
    one_away,
    some_again,
    terms,
    to_a_colleague,
)


def always(seen: Seen) -> bool:
    return True


@dataclass(frozen=True)
class Entering:
    """`noun` is posted to below the referral's address, or is the whole address where it begins with `/`; `body` is
    what is sent. `unless` names the refusals that may meet the act though the table allows it, by the last part of
    their `type`; `again` says that two of them may follow each other in one state; `when` whether there is what it is
    about: a walk tries it there rather than elsewhere; `of_the_unit` that whoever holds the referral does it."""

    noun: str | Callable[[Seen], str]
    body: Callable[[Seen, Random], dict[str, Any]]
    unless: tuple[str, ...] = ()
    again: bool = False
    when: Callable[[Seen], bool] = always
    of_the_unit: bool = False

    def door(self, seen: Seen) -> str:
        noun = self.noun if isinstance(self.noun, str) else self.noun(seen)
        return noun if noun.startswith("/") else f"/routing/api/v1/referrals/{seen['referral_id']}/{noun}"


EXTENDING = (
    "nothing-asked",
    "clock-is-over",
    "not-extendable",
    "after-its-last-day",
    "invalid-fields",
    "not-allowed",
)
ASKING = ("not-served-yet", "not-reviewable", "nobody-reviews", "review-asked-already", "asked-too-late")


def the_word_on(rules: tuple[str, ...], agreed: bool) -> Entering:
    return Entering(of_the_request(*rules), a_decision(agreed), unless=EXTENDING, when=asked_for(*rules))


def in_mediation(noun: str, body: Callable[[Seen, Random], dict[str, Any]], again: bool = False) -> Entering:
    return Entering(of_the_mediation(noun), body, unless=("mediation-over",), when=is_mediated, again=again)


def a_review(act: str) -> Entering:
    return Entering(asking(act), a_request, unless=ASKING, when=may_be_asked_for(act))


ENTERED: dict[str, Entering] = {
    "sign_for": Entering("signatures", nothing_more),
    "accept": Entering("acceptances", a_way, unless=("already-accepted",), when=is_new),
    "object": Entering(
        "objections",
        an_objection,
        unless=("already-accepted", "objection-was-refused", "objection-too-late", "pass-it-down"),
        when=never_objected,
    ),
    "return_back": Entering("objection-decisions", agreement, unless=("invalid-fields", "needs-approval")),
    "refuse_return": Entering("objection-decisions", disagreement),
    "reassign": Entering("reassignments", to_a_colleague, unless=("invalid-fields", "already-theirs")),
    "pass_down": Entering(
        "passings-down", downwards, unless=("invalid-fields", "already-accepted"), when=is_above_others
    ),
    "add_unit": Entering("assistants", help_wanted, unless=("invalid-fields", "assists-already")),
    "release_unit": Entering(of_the_assistance("releases"), a_word, unless=("assistance-over",), when=is_assisted),
    "assist": Entering(of_the_assistance("answers"), a_word, unless=("assistance-over",), when=is_assisted),
    "ask_extension": Entering(
        "extensions",
        more_time,
        unless=("invalid-fields", "asked-already", "not-extendable", "after-its-last-day"),
        when=might_ask,
    ),
    "extend_handling": the_word_on(OF_THE_LAW, agreed=True),
    "extend_order": the_word_on(OF_AN_ORDER, agreed=True),
    "refuse_to_extend_handling": the_word_on(OF_THE_LAW, agreed=False),
    "refuse_to_extend_order": the_word_on(OF_AN_ORDER, agreed=False),
    "start_mediation": Entering(
        "mediations", consent, unless=("invalid-fields", "mediated-already"), when=is_not_mediated
    ),
    "hold_session": in_mediation("sessions", a_session, again=True),
    "record_agreement": in_mediation("agreements", terms),
    "record_failure": in_mediation("failures", a_failure),
    "steer_away": Entering("steerings", away),
    "steer_claims": Entering("steerings", one_away, unless=("not-of-this-order",), when=has_several),
    "send_for_check": Entering(
        "opinions",
        answers,
        unless=("nobody-to-check", "hearing-goes-on", "you-took-part"),
        when=lambda seen: not goes_on(seen),
    ),
    "recall_reply": Entering("opinion-recalls", nothing_more),
    "release_reply": Entering("opinion-checks", a_release, unless=("you-drafted-it", "you-took-part")),
    "reopen": Entering("reopenings", again, unless=("report-waits", "reviewed-now", "barred", "needs-approval")),
    "reopen_claims": Entering(
        "reopenings",
        some_again,
        unless=("report-waits", "reviewed-now", "barred", "needs-approval", "not-of-this-order"),
        when=has_several,
    ),
    "ask_review": a_review("ask_review"),
    "ask_review_of_some": a_review("ask_review_of_some"),
    "ask_rereview": a_review("ask_rereview"),
    "open_hearing": Entering("hearings", a_hearing, unless=("hearing-already", "invalid-fields"), when=may_be_heard),
    "close_hearing": Entering("hearing-ends", its_end, unless=("no-hearing",), when=goes_on),
    "send_back_reply": Entering("opinion-checks", a_sending_back, unless=("you-drafted-it", "you-took-part")),
}
"""What one of the parties does."""

HAPPENS = {
    "transfer": "register",
    "assign": "register",
    "steer": "register",
    "hand_outside": "register",
    "take_from_who_withdrew": "somebody_withdraws",
    "take_from_a_closed_unit": "a_unit_is_closed",
    "withdraw": "the_petitioner_withdraws",
    "split": "the_desk_splits",
    "take_over": "a_unit_is_closed",
    "pass_objection_on": "a_unit_is_closed",
    "reopen_what_a_closed_unit_left": "a_unit_is_closed",
    "pass_check_on": "a_unit_is_closed",  # between a unit and the bureau there is none in this city
    "finalise": "days_pass",
    "review": "somebody_does_what_they_may",
    "rereview": "somebody_does_what_they_may",
    "revoke": "somebody_does_what_they_may",
}
"""What nobody does: by which step of a walk it comes about."""
