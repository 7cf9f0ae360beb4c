"""A registered matter arrives: it is taken over with the rules of its day, and its claims are decided."""

import json

from services.routing import timing, watching
from services.routing.actions.orders import petitioner_json, route
from services.routing.actions.supervising import (
    orders_in_hand,
    supervise_what_came_again,
    supervise_who_was_asked_again,
)
from services.routing.actions.surging import count_towards_warnings
from services.routing.editions import any_rules, edition_on
from services.routing.models import RoutedClaim, RoutedMatter
from shared.directory import accused_index
from shared.messaging import NotYet
from shared.web.page import HERE


def receive_matter(session, event, *, now):
    """Take over what was registered, with the rules in force on the day it was received, and decide its claims."""
    if not any_rules(session):
        raise NotYet("no rules are published")
    matter = _routed(event)
    matter.edition = edition_on(session, matter.received_at.astimezone(HERE).date())
    session.add(matter)
    route(session, matter, matter.claims, now=now)
    timing.start_for_matter(session, matter, now=now)
    supervise_what_came_again(session, matter, now=now)
    count_towards_warnings(session, matter, event.respondent, now=now)
    watching.start(session, matter, {claim.claim_id: claim.facts for claim in event.claims}, now=now)
    return matter


def remember_contact(session, event, *, now):
    """The petitioner came again: how often by now, how to reach this person, and that the unit which has it in hand
    is pressed; an older contact changes nothing."""
    in_hand = orders_in_hand(session, event.matter_no)
    matter = session.get(RoutedMatter, event.matter_no, with_for_update=True)
    if matter is None:
        raise NotYet("the matter is not known here")
    if event.number > matter.contacts:
        matter.contacts, matter.contacted_at = event.number, event.received_at
        supervise_who_was_asked_again(session, in_hand, event, now=now)
    know_the_petitioner(matter, event)


def know_the_petitioner(matter, event):
    """As whatever was said last tells it, a contact or a correction."""
    if event.meta.sequence > matter.person_told:
        matter.petitioner, matter.person_told = petitioner_json(event.petitioner), event.meta.sequence


def _routed(event):
    matter = RoutedMatter(
        matter_no=event.matter_no,
        kind=event.kind,
        channel=event.channel,
        registering_unit=event.registering_unit,
        accused_unit=event.accused_unit,
        accused_index=accused_index(event.accused_unit),
        petitioner=petitioner_json(event.petitioner),
        parties=_parties(event),
        place=event.place,
        place_code=event.place_code,
        narrative=event.narrative,
        received_at=event.received_at,
        reply_by=event.reply_by,
        same_as=event.same_as,
        event_id=event.meta.id,
    )
    matter.claims = [
        RoutedClaim(
            claim_id=c.claim_id,
            number=number,
            category=c.category,
            text=c.text,
            facts=json.dumps(dict(c.facts), ensure_ascii=False) if c.facts else None,
            received_at=event.received_at,
        )
        for number, c in enumerate(event.claims, 1)
    ]
    return matter


def _parties(event):
    """Who else has a part in it, for whoever handles it; nothing where nobody has."""
    told = {
        "group_size": event.group_size,
        "representatives": event.representatives,
        "agents": [vars(agent) for agent in event.agents],
        "respondent": event.respondent,
        "respondent_name": event.respondent_name,
    }
    return json.dumps(told, ensure_ascii=False) if any(told.values()) else None
