"""What stands in routing's rows: who may do what now by the table of acts, and whether anything changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import exists, select

from services.routing.actions.acting import unit_that_reviews
from services.routing.actions.checking import may_check_now
from services.routing.editions import city_now
from services.routing.models import Clock, Recusal, ReferralOrder
from services.routing.policy.act import ASSISTANT, CHECKER, DECIDER, RECORDER, SENDER
from services.routing.policy.referral_acts import ACTS, MACHINE, step
from services.routing.policy.reviewing import ASKING
from services.routing.views import referral_view
from shared.db import database
from shared.directory import KnownStaff
from tests.faults.walking.beside import BESIDE
from tests.faults.walking.entering import ENTERED

PARTY = {act.name: act.by for act in ACTS}
ROLES = ("office_clerk", "office_head", "operator", "petition_clerk", "leader")
IN_ORDER = (ReferralOrder.made_at, ReferralOrder.unit, ReferralOrder.parted_from.is_not(None), ReferralOrder.since)
TAKEN = [(act, (kind, state, role)) for kind, state, act, role in MACHINE if act in ENTERED]


class Possible(NamedTuple):
    """Somebody who may do an act with a referral, by the table; `fits` where there also is what it is about."""

    referral_id: str
    act: str
    username: str
    fits: bool


def staff() -> dict[str, KnownStaff]:
    """Everybody who is there and could do something."""
    with database("routing").reading() as session:
        here = session.scalars(select(KnownStaff).where(KnownStaff.active).order_by(KnownStaff.username))
        return {one.username: one for one in here if one.role in ROLES}


def referrals(*states: str) -> list[str]:
    """All, or those in one of these states."""
    query = select(ReferralOrder.referral_id).order_by(*IN_ORDER)
    with database("routing").reading() as session:
        made = session.scalars(query.where(ReferralOrder.state.in_(states)) if states else query)
        return [str(one) for one in made]


def possible_now() -> list[Possible]:
    """All that the table allows now: the same order for the same rows."""
    people = staff()
    with database("routing").reading() as session:
        rows = session.scalars(select(ReferralOrder).order_by(*IN_ORDER))
        return [possible for referral in rows for possible in _possible(session, referral, people)]


def beside_now() -> list[tuple[str, str]]:
    """(referral, what may be done about it beside the table)."""
    with database("routing").reading() as session:
        rows = session.scalars(select(ReferralOrder).order_by(*IN_ORDER))
        views = [referral_view(referral) for referral in rows]
    return [(view["referral_id"], name) for view in views for name, how in BESIDE.items() if how.when(view)]


def deciders() -> set[str]:
    """The units that an objection waits for."""
    with database("routing").reading() as session:
        return set(session.scalars(select(ReferralOrder.turn).where(ReferralOrder.state == "OBJECTED")))


def may_become_final() -> bool:
    """Whether a reply with nothing left to do waits only for the days to ask for review to lapse."""
    waits = (ReferralOrder.state == "ANSWERED", ReferralOrder.to_finish_since.is_(None))
    lapses = exists().where(
        Clock.subject_id == ReferralOrder.referral_id, Clock.rule.in_(ASKING), Clock.state == "running"
    )
    with database("routing").reading() as session:
        return bool(session.scalar(select(exists().where(*waits, lapses))))


def leads_to(referral_id: str, act: str, username: str) -> tuple[str, str | None]:
    """(the state it is in, the state the act would lead to; None where the table does not allow it to them)."""
    with database("routing").reading() as session:
        referral = session.scalars(_one(referral_id)).one()
        by = staff()[username]
        found = step(referral.kind, referral.state, act, by.role)
        if found is None or by.unit not in _units(session, referral, PARTY[act]):
            return referral.state, None
        objection = referral.open_objection
        return referral.state, found.leads_to(objection and objection.state_before)


def state_of(referral_id: str) -> str:
    with database("routing").reading() as session:
        return str(session.scalars(_one(referral_id)).one().state)


def seen(referral_id: str) -> dict[str, Any]:
    """A referral as the JSON door shows it to whoever may see it."""
    with database("routing").reading() as session:
        return dict(referral_view(session.scalars(_one(referral_id)).one()))


def fingerprint(town: Any) -> str:
    """Of everything routing has stored."""
    return hashlib.sha256(town.texts("routing").encode()).hexdigest()


def _possible(session: Any, referral: Any, people: dict[str, KnownStaff]) -> Iterator[Possible]:
    withdrawn = set(session.scalars(select(Recusal.username).where(Recusal.matter_no == referral.matter_no)))

    @cache
    def units(party: str) -> tuple[str | None, ...]:
        return _units(session, referral, party)

    may = [
        (username, act)
        for username, by in people.items()
        for act in _taken(referral.kind, referral.state, by.role)
        if username not in withdrawn and by.unit in units(PARTY[act])
    ]
    view = referral_view(referral) if may else {}
    fitting = {act for act in {act for _, act in may} if ENTERED[act].when(view)}
    for username, act in may:
        could = PARTY[act] != CHECKER or may_check_now(session, referral, people[username])
        yield Possible(str(referral.referral_id), act, username, could and act in fitting)


@cache
def _taken(*where: str) -> tuple[str, ...]:
    return tuple(act for act, taken in TAKEN if taken == where)


def _units(session: Any, referral: Any, party: str) -> tuple[str | None, ...]:
    """Whose people are this party now."""
    city = city_now(session)
    if party == DECIDER:
        objection = referral.open_objection
        return tuple(city.chain(objection.decider)) if objection else ()
    if party == CHECKER:
        return (referral.turn,)
    if party == SENDER:
        return tuple(city.chain(referral.sender))
    if party == RECORDER:
        return (*city.chain(referral.sender), unit_that_reviews(session, referral))
    if party == ASSISTANT:
        return tuple(one.unit for one in referral.assistances)
    return (referral.unit,)


def _one(referral_id: str) -> Any:
    return select(ReferralOrder).where(ReferralOrder.referral_id == UUID(referral_id))
