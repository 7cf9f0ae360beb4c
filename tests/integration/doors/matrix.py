"""Every door there is, found by asking the services, with what it takes; and everything a report leaves behind."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import MetaData, text
from sqlalchemy.orm import Session

from shared.db import database, utc_now
from shared.web.access import issue_token
from tests.integration.doors.town import Town
from tests.integration.doors.visitor import Visitor
from tests.support.matters import new_phone

NOT_A_DOOR = ("/static/", "/api/openapi.json")
FAR_AWAY = "2099-12-31"


@dataclass(frozen=True)
class Door:
    """One method of one address; `takes` are the names of its path, `asks` of its query, `body` its JSON schema."""

    service: str
    method: str
    rule: str
    roles: frozenset[str] | None
    takes: tuple[tuple[str, str], ...]
    asks: tuple[str, ...]
    body: dict[str, Any] | None = field(hash=False, compare=False, default=None)

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"

    @property
    def is_json(self) -> bool:
        return "/api/" in self.rule

    @property
    def is_of_operations(self) -> bool:
        """Operations and the public see queues and figures of the machine, which every event moves."""
        return self.roles is None or self.roles <= {"ops", "admin"}


@cache
def doors(town: Town) -> list[Door]:
    """All doors of all services, from their URL maps and their OpenAPI documents."""
    asked = sorted({name for _, app in town.apps.items() for name in _query_names(town, app.config["SERVICE"])})
    found = []
    for service, app in sorted(town.apps.items()):
        described = _described(town, service)
        for rule in app.url_map.iter_rules():
            if any(part in rule.rule for part in NOT_A_DOOR):
                continue
            takes = tuple((name, type(kind).__name__) for name, kind in sorted(rule._converters.items()))
            roles = getattr(app.view_functions[rule.endpoint], "roles", frozenset())
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                about = described.get((method, _as_described(rule.rule)), {})
                names = tuple(p["name"] for p in about.get("parameters", []) if p.get("in") == "query")
                bodies = about.get("requestBody", {}).get("content", {})
                body = bodies.get("application/json", next(iter(bodies.values()), {})).get("schema")
                asks = names if "/api/" in rule.rule else tuple(asked)
                found.append(Door(service, method, rule.rule, roles, takes, asks, _resolved(town, service, body)))
    return found


def _described(town: Town, service: str) -> dict[tuple[str, str], dict[str, Any]]:
    paths = _document(town, service)["paths"]
    shared = {path: about.get("parameters", []) for path, about in paths.items()}
    return {
        (method.upper(), path): {**told, "parameters": [*shared[path], *told.get("parameters", [])]}
        for path, about in paths.items()
        for method, told in about.items()
        if method != "parameters"
    }


@cache
def _document(town: Town, service: str) -> dict[str, Any]:
    return dict(town.visitor().get(f"/{service}/api/openapi.json").json)


def _query_names(town: Town, service: str) -> Iterator[str]:
    for about in _described(town, service).values():
        yield from (p["name"] for p in about["parameters"] if p.get("in") == "query")


def _resolved(town: Town, service: str, schema: Any) -> Any:
    if isinstance(schema, dict) and "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _resolved(town, service, _document(town, service)["components"]["schemas"][name])
    if isinstance(schema, dict):
        return {key: _resolved(town, service, value) for key, value in schema.items()}
    return schema


def _as_described(rule: str) -> str:
    """`/x/<uuid:referral_id>` as OpenAPI writes it: `/x/{referral_id}`."""
    parts = ["{" + part[1:-1].rpartition(":")[2] + "}" if part.startswith("<") else part for part in rule.split("/")]
    return "/".join(parts)


@dataclass
class Traces:
    """What a report may be known by: the numbers it has, the words it says, the ids of all its rows."""

    matter_no: str
    phone: str
    name: str
    words: tuple[str, ...]
    ids: tuple[str, ...]
    events: tuple[str, ...] = ()

    def values(self) -> tuple[str, ...]:
        return (self.matter_no, self.phone, self.name, *self.words, *self.ids, *self.events)

    def for_name(self, name: str) -> tuple[str, ...]:
        """What to ask for under a name: a search is asked for everything, what is unknown for the number."""
        known = {
            "q": (self.matter_no, self.phone, self.name),
            "phone": (self.phone,),
            "state": ("HANDED_OUTSIDE", "queued"),
            "channel": ("PHONE",),
            "kind": ("REPORT",),
            "unit": ("discipline_inspection",),
            "due_before": (FAR_AWAY,),
            "page": ("1",),
            "cursor": (),
        }
        return known.get(name, (self.matter_no,))


def of_nobody() -> Traces:
    """A report that never was, for comparison: the same shape of everything, and each time another."""
    phone = new_phone()
    words = (f"子虚{phone}一事", f"请查处{phone}乌有")
    return Traces(f"LD-20990101-{phone[-6:]}", phone, f"无此人{phone[-6:]}", words, (str(uuid.uuid4()),))


def left_behind(town: Town, matter_no: str, phone: str, name: str, words: tuple[str, ...]) -> Traces:
    """The report with the ids of every row of every service that belongs to it, however many tables there are."""
    ids, events = set(), set()
    for service in town.apps:
        with database(service).reading() as session:
            ids |= set(_ids_of(session, matter_no))
            query = text("SELECT event_id FROM outbox WHERE subject = :matter_no")
            events |= set(session.scalars(query, {"matter_no": matter_no}))
    return Traces(matter_no, phone, name, words, tuple(sorted(ids - events)), tuple(sorted(events)))


def _ids_of(session: Session, matter_no: str) -> Iterator[str]:
    tables = MetaData()
    tables.reflect(session.connection())
    for table in tables.tables.values():
        if "matter_no" in table.columns:
            names = [column.name for column in table.columns if column.name.endswith("_id")]
            for row in session.execute(table.select().where(table.c.matter_no == matter_no)).mappings():
                yield from (_as_text(row[name]) for name in names if row[name] is not None)


def _as_text(value: Any) -> str:
    found = str(value)
    return str(uuid.UUID(found)) if len(found) == 32 and "-" not in found else found


def addresses(door: Door, traces: Traces) -> Iterator[str]:
    """Where to knock: every id at every place of the path, the number where a text is taken."""
    values = {"UUIDConverter": traces.ids, "IntegerConverter": ("1", "2")}
    paths = [door.rule]
    for name, kind in door.takes:
        prefix = {"UUIDConverter": "uuid:", "IntegerConverter": "int:", "PathConverter": "path:"}.get(kind, "")
        given = values.get(kind, (traces.matter_no,))
        paths = [path.replace(f"<{prefix}{name}>", value) for path in paths for value in given]
    return iter(paths)


def a_body(schema: Any, traces: Traces) -> Any:
    """Something of the shape a door asks for, speaking of the report wherever a text may stand."""
    if not isinstance(schema, dict):
        return traces.matter_no
    if "enum" in schema:
        return next(value for value in schema["enum"] if value is not None)
    kind = schema.get("type")
    kind = next(k for k in kind if k != "null") if isinstance(kind, list) else kind
    if kind == "object" or "properties" in schema:
        needed = schema.get("required", ())
        return {n: a_body(s, traces) for n, s in schema.get("properties", {}).items() if n in needed}
    if kind == "array":
        return [a_body(schema.get("items"), traces)]
    if kind in ("integer", "number"):
        return 1
    if kind == "boolean":
        return True
    if schema.get("format") == "uuid":
        return traces.ids[0]
    return FAR_AWAY if schema.get("format") in ("date", "date-time") else traces.matter_no


def somebody(town: Town, role: str, unit: str) -> Visitor:
    """A member of staff of this role at this unit, whether or not the city has one."""
    told = {"username": f"{role}_of_{unit}"[:60], "name": "某工作人员", "unit": unit, "role": role}
    with town.apps["console"].app_context():
        return Visitor(town, issue_token(told, utc_now()))
