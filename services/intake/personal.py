"""What a page tells of the people in a matter: masked until somebody asks, and says why."""

import json
from dataclasses import dataclass

from shared.privacy import mask_name, mask_phone, mask_words


@dataclass(frozen=True)
class AgentTold:
    authority: str
    name: str
    relation: str | None
    phone: str | None


@dataclass(frozen=True)
class Personal:
    name: str
    phone: str | None
    id_number: str | None
    address: str | None
    representatives: list[str]
    agents: list[AgentTold]


def personal(matter, *, masked=True):
    name, number, words = (mask_name, mask_phone, mask_words) if masked else (str, str, str)
    person = matter.petitioner
    return Personal(
        name(person.name),
        person.phone and number(person.phone),
        person.id_number and number(person.id_number),
        person.address and words(person.address),
        [name(one) for one in json.loads(matter.representatives or "[]")],
        [
            AgentTold(one.authority, name(one.name), one.relation, one.phone and number(one.phone))
            for one in matter.agents
        ],
    )
