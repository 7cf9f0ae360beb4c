"""The timeline in sentences, in the language of the page."""

import json
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from services.intake.told import (
    after_reply,
    clocks,
    documents,
    handling,
    matter,
    notices,
    referrals,
    replies,
    reviews,
    urging,
)
from shared.privacy import mask_receiver

MODULES = (matter, referrals, handling, documents, urging, replies, after_reply, reviews, clocks, notices)
TELLERS = {type_: tell for module in MODULES for type_, tell in module.TELLERS.items()}
PEOPLE = ("username", "former", "follower", "approver")
"""The facts that are sign-ins of staff."""
NAMES = ("receiver",)
"""The words that are a person's name; the rest is what somebody wrote."""


@dataclass(frozen=True)
class Sentence:
    at: datetime
    who: str
    text: str
    detail: str
    event_id: str


def sentences(entries, units, people, *, masked=True):
    """`people` are the names of those whom the entries name by their sign-in; other names are masked until somebody
    asks for them."""
    return [_sentence(entry, units, people, masked) for entry in entries]


def people_in(entries):
    """The sign-ins that the sentences name."""
    return {entry.facts[field] for entry in entries for field in PEOPLE if entry.facts.get(field)}


def _sentence(entry, units, people, masked):
    tell = TELLERS.get(entry.type, _something_newer)  # a replica of a newer version may have written it
    words = json.loads(entry.words) if entry.words else {}
    if masked:
        words |= {field: mask_receiver(words[field]) for field in NAMES if words.get(field)}
    named = {field: people.get(entry.facts[field]) for field in PEOPLE if entry.facts.get(field)}
    facts = entry.facts | {field: name for field, name in named.items() if name}
    who, text, detail = tell(facts, lambda code: units.get(code, code), words)
    return Sentence(entry.at, who, text, detail, entry.event_id)


def _something_newer(facts, unit, words):
    return "", _("有新进展"), ""
