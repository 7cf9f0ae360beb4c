"""One valid event of each type, about a fictional matter: a test says only the difference.

A module for each part of the city; every event in it is in `CURRENT`.
"""

from dataclasses import replace
from typing import Any

from tests.contracts.factories import (
    after_reply,
    clocks,
    completion,
    console,
    documents,
    handling,
    intake,
    legalaid,
    looks,
    mediation,
    notify,
    replies,
    reviews,
    routing,
    splits,
    system,
    urging,
    withdrawals,
)

MODULES = (
    console,
    intake,
    legalaid,
    notify,
    routing,
    replies,
    completion,
    after_reply,
    reviews,
    handling,
    documents,
    mediation,
    urging,
    withdrawals,
    splits,
    clocks,
    looks,
    system,
)

CURRENT: dict[str, Any] = {
    made.event_type.type: made
    for module in MODULES
    for made in vars(module).values()
    if not isinstance(made, type) and hasattr(made, "event_type")
}
"""Every field is given a value, so that an example shows all of them."""

WITHOUT_OTHERS: dict[str, Any] = {
    "group_size": None,
    "representatives": (),
    "agents": (),
    "respondent_name": None,
}

WITHOUT_WAY = tuple(replace(answer, path=None) for answer in routing.REPLY_ISSUED.answers)

OLDER: dict[tuple[str, int], Any] = {
    ("unit.changed", 1): replace(console.UNIT_CHANGED, successor=None),
    ("staff.changed", 1): replace(console.STAFF_CHANGED, active=True, successor=None),
    ("handler.released", 1): replace(routing.HANDLER_RELEASED, follower=None),
    ("referral.taken_over", 1): routing.REFERRAL_TAKEN_OVER,
    ("matter.registered", 1): replace(intake.MATTER_REGISTERED, same_as=None, **WITHOUT_OTHERS),
    ("matter.registered", 2): replace(intake.MATTER_REGISTERED, **WITHOUT_OTHERS),
    ("matter.corrected", 1): replace(
        intake.MATTER_CORRECTED, corrected=("phone", "category"), narrative=None, answered_at_once=False
    ),
    ("personal.shown", 1): looks.PERSONAL_SHOWN,
    ("reply.issued", 1): replace(routing.REPLY_ISSUED, answers=WITHOUT_WAY, law_explained=None, checked_by=None),
    ("reply.issued", 2): replace(routing.REPLY_ISSUED, answers=WITHOUT_WAY),
    ("matter.accepted", 1): replace(routing.MATTER_ACCEPTED, ways=()),
    ("mediation.started", 1): replace(mediation.MEDIATION_STARTED, began_on=None),
    ("referral.steered_away", 1): replace(mediation.REFERRAL_STEERED_AWAY, parted_from=None, led_away=()),
    ("referral.reopened", 1): replace(after_reply.REFERRAL_REOPENED, parted_from=None, again=()),
    ("reply.sent_for_check", 1): replace(replies.REPLY_SENT_FOR_CHECK, level=None),
    ("reply.recalled", 1): replace(replies.REPLY_RECALLED, level=None),
    ("reply.sent_back", 1): replace(replies.REPLY_SENT_BACK, level=None),
    ("reply.served", 1): replace(replies.REPLY_SERVED, level=None, reviewer=None),
    ("reply.finalised", 1): replace(replies.REPLY_FINALISED, level=None),
    ("referral.made", 1): replace(routing.REFERRAL_MADE, approver=None, overridden=None),
}
"""What an example of an older version means today: `("referral.made", 1): replace(REFERRAL_MADE, reply_by=None)`."""


def meaning_of(type_: str, version: int) -> Any:
    """What the stored example of that type and version must load as today."""
    event = CURRENT.get(type_)
    if event is not None and version == event.event_type.version:
        return event
    return OLDER.get((type_, version))


def with_change(event: Any, **differences: Any) -> Any:
    """The same event but for these fields."""
    return replace(event, **differences)
