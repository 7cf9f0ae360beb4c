"""The chain itself, without a database: which hash an act has, and whether a row of acts is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

BEGINNING = ""


@dataclass(frozen=True)
class Act:
    """One link: an event that a service published about a subject (a matter), in the order in which it did.

    `digest` is the SHA-256 of the event's data as on the wire. Its personal fields are sealed there with a random
    nonce, so that the digest tells nothing of them: data may be emptied by law later, the chain stays whole.
    """

    source: str
    subject: str
    number: int
    event_id: str
    type: str
    version: int
    at: str
    cause: str | None
    digest: str
    hash: str = ""
    data: str = ""

    def after(self, previous: str) -> str:
        """The hash of this act behind one with the hash `previous`; 64 hexadecimal digits."""
        told = [previous, self.source, self.subject, self.number, self.event_id, self.type, self.version, self.at]
        return hashlib.sha256(json.dumps([*told, self.cause, self.digest]).encode()).hexdigest()

    @property
    def told(self) -> dict[str, Any]:
        """As a line of an export."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.source}: {self.subject}: act {self.number} ({self.type}, {self.event_id})"


def digest_of(data: str) -> str:
    """What a chain keeps of an event's data."""
    return hashlib.sha256(data.encode()).hexdigest()


def contradictions(acts: Iterable[Act]) -> Iterator[str]:
    """What is wrong with acts given by source, subject and number, each as a sentence that names the act.

    A removed tail leaves the rest whole: only the heads that others heard contradict it.
    """
    last: Act | None = None
    for act in acts:
        if last is None or (act.source, act.subject) != (last.source, last.subject):
            last = None
        expected = last.number + 1 if last else 1
        if act.number != expected:
            missing = f"{act.source}: {act.subject}: act {expected}"
            yield f"{missing} was removed or moved; {act.type} follows as {act.number}"
        elif act.data and digest_of(act.data) != act.digest:
            yield f"{act}: its data was changed"
        elif act.after(last.hash if last else BEGINNING) != act.hash:
            yield f"{act}: it was changed or moved"
        last = act
