"""How an event, a form and a part of either are declared: said once, as a class."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar, cast, dataclass_transform

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError

from shared.contracts.fields import schema_of

C = TypeVar("C", bound=type)
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class EventType:
    """One declared event: its class, its wire type, its version, and how older versions become this one."""

    declaration: type
    type: str
    version: int
    source: str
    subject: str
    upgrades: dict[int, Upgrade] = field(default_factory=dict)

    @cached_property
    def writer(self) -> Schema:
        """Publishers validate: an unknown or wrong field is an error here."""
        return schema_of(self.declaration, unknown=RAISE)()

    @cached_property
    def reader(self) -> Schema:
        """Readers ignore what they do not know."""
        return schema_of(self.declaration, unknown=EXCLUDE)()

    def load(self, data: dict[str, Any], version: int) -> Any:
        """An instance from wire data of this or an older version. Raises marshmallow's ValidationError."""
        for older in range(version, self.version):
            try:
                data = self.upgrades[older](data)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                raise ValidationError(f"not_version:{older}") from error
        return self.reader.load(data)

    def knows(self, version: int) -> bool:
        """Whether data of that version can be read here."""
        return version == self.version or version in self.upgrades


@dataclass(frozen=True)
class Meta:
    """What the envelope of a received event says about it; `event.meta` in a handler."""

    id: str
    type: str
    version: int
    source: str
    subject: str
    time: datetime
    sequence: int
    traceparent: str
    cause: str | None = None


EVENTS: dict[str, EventType] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def event(
    type_: str, *, version: int, subject: str = "matter_no", upgrades: dict[int, Upgrade] | None = None
) -> Callable[[C], C]:
    """Declare an event: `@event("referral.signed", version=1) class ReferralSigned: ...`.

    The class becomes a frozen dataclass (keyword arguments), its schema is derived, its docstring is the
    documentation. `subject` names the field that says what it is about (a matter number, if nothing is said).
    `upgrades[1]` turns version 1 data into version 2 data, and so on: old events are readable for ever.
    Raises ValueError for a type declared twice or badly formed, or a version that some older one cannot become.
    """

    def declare(declaration: C) -> C:
        if type_ in EVENTS or not re.fullmatch(r"[a-z]+\.[a-z_]+", type_):
            raise ValueError(f"event type {type_!r} is declared twice or is not of the form noun.past_participle")
        if sorted(upgrades or ()) != list(range(1, version)):
            raise ValueError(f"{type_} has version {version}: say how each older version becomes the next one")
        made: Any = dataclass(frozen=True, kw_only=True)(declaration)
        source = declaration.__module__.rsplit(".", 1)[-1]
        made.event_type = EventType(made, type_, version, source, subject, upgrades or {})
        made.meta = None
        EVENTS[type_] = made.event_type
        return made

    return declare


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def part(declaration: C) -> C:
    """Declare a part of an event or a form, e.g. the petitioner. A frozen dataclass with a derived schema."""
    return cast(C, dataclass(frozen=True, kw_only=True)(declaration))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def form(declaration: C) -> C:
    """Declare what a door accepts, for JSON and for a page alike; unknown fields are refused."""
    return cast(C, dataclass(frozen=True, kw_only=True)(declaration))
