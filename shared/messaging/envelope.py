"""The envelope of every event: CloudEvents 1.0 in structured JSON, read strictly and written plainly."""

from __future__ import annotations

import hashlib
import json
import random
import re
import secrets
import time
import uuid
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, validate
from marshmallow import fields as ma

from shared.contracts import EVENTS, Meta
from shared.contracts.kinds import Moment
from shared.messaging.errors import LastingError, NotHeardHere, UnknownEvent

CONTENT_TYPE = "application/cloudevents+json"
SPEC_VERSION = "1.0"
UNKNOWN = "unknown"
TRACEPARENT = re.compile(r"00-(?P<trace_id>[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
# What a database can store and an EventDead can tell of: no control character, no white space around it.
LEGIBLE = validate.Regexp(r"(?!\s)[^\x00-\x1f\x7f\ud800-\udfff]+(?<!\s)\Z", error="unreadable")


class EnvelopeSchema(Schema):
    """The attributes Liandong relies on; others are allowed and ignored, as CloudEvents asks."""

    class Meta:
        unknown = EXCLUDE

    specversion = ma.String(required=True, validate=validate.Equal(SPEC_VERSION))
    id = ma.String(required=True, validate=[validate.Length(1, 64), LEGIBLE])
    type = ma.String(required=True, validate=[validate.Length(1, 64), LEGIBLE])
    source = ma.String(required=True, validate=[validate.Length(1, 64), LEGIBLE])
    subject = ma.String(required=True, validate=[validate.Length(1, 200), LEGIBLE])
    time = Moment(required=True)
    dataversion = ma.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000))
    sequence = ma.String(required=True, validate=validate.Regexp(r"\d{1,18}\Z"))
    traceparent = ma.String(load_default="", validate=validate.Regexp(r"[0-9a-f-]{0,55}\Z"))
    causationid = ma.String(load_default=None, allow_none=True, validate=[validate.Length(max=64), LEGIBLE])
    historynumber = ma.String(load_default=None, validate=validate.Regexp(r"\d{1,9}\Z"))
    historyhash = ma.String(load_default=None, validate=validate.Regexp(r"[0-9a-f]{64}\Z"))
    data = ma.Dict(required=True)


ENVELOPE = EnvelopeSchema()


@dataclass(frozen=True)
class Letter:
    """A delivery as far as it could be read: `event` or, if it could not, the `problem` that prevented it."""

    event_id: str
    body: str
    type: str = UNKNOWN
    source: str = UNKNOWN
    subject: str = UNKNOWN
    sequence: int = 0
    event: Any = None
    problem: Exception | None = None
    number: int | None = None
    hash: str | None = None

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Batches are settled in this order, so that two replicas never lock the same rows crosswise."""
        return (self.subject, self.source, self.sequence, self.event_id)


def write(row: Any) -> bytes:
    """The wire form of an outbox row."""
    attributes = {
        "specversion": SPEC_VERSION,
        "id": row.event_id,
        "source": f"/liandong/{row.source}",
        "type": row.type,
        "subject": row.subject,
        "time": row.created_at.isoformat(),
        "datacontenttype": "application/json",
        "dataversion": row.version,
        "sequence": str(row.position),
        "traceparent": row.traceparent,
    }
    if row.cause:
        attributes["causationid"] = row.cause
    if row.hash:
        attributes |= {"historynumber": str(row.number), "historyhash": row.hash}
    head = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    return f'{head[:-1]},"data":{row.data}}}'.encode()


def read(body: bytes | str, heard: frozenset[str] | None = None) -> Letter:
    """Read a delivery; never raises. What has no usable id is known by the hash of its body.

    `heard` are the types this reader has handlers for; others are kept waiting for a newer version of it.
    """
    raw = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    text = raw.decode("utf-8", "backslashreplace").replace("\x00", "\\x00")
    try:
        envelope = ENVELOPE.load(json.loads(raw.decode()))  # UTF-8 and nothing else, unlike json.loads(raw)
    except ValidationError as error:
        return Letter(_hash(raw), text, problem=LastingError(f"envelope: {_field_names(error)}"))
    except (ValueError, RecursionError, TypeError) as error:
        return Letter(_hash(raw), text, problem=LastingError(f"not readable as JSON: {type(error).__name__}"))
    meta = _meta(envelope)
    event, problem = _event(meta, envelope["data"], heard)
    number, hash_ = envelope["historynumber"], envelope["historyhash"]
    head = (int(number), hash_) if number and hash_ else (None, None)
    return Letter(meta.id, text, meta.type, meta.source, meta.subject, meta.sequence, event, problem, *head)


def _meta(envelope: dict[str, Any]) -> Meta:
    return Meta(
        id=envelope["id"],
        type=envelope["type"],
        version=envelope["dataversion"],
        source=envelope["source"].rpartition("/")[2],
        subject=envelope["subject"],
        time=envelope["time"],
        sequence=int(envelope["sequence"]),
        traceparent=envelope["traceparent"],
        cause=envelope["causationid"],
    )


def _event(meta: Meta, data: dict[str, Any], heard: frozenset[str] | None) -> tuple[Any, Exception | None]:
    kind = EVENTS.get(meta.type)
    if kind is None or not kind.knows(meta.version):
        return None, UnknownEvent(f"{meta.type} version {meta.version} is not known to this version of Liandong")
    if heard is not None and meta.type not in heard:
        return None, NotHeardHere(f"{meta.type} reached a queue whose reader does not hear it")
    try:
        event = kind.load(data, meta.version)
    except ValidationError as error:
        return None, LastingError(f"data: {_field_names(error)}")
    except Exception as error:  # whatever a field stumbles over, the queue goes on
        return None, LastingError(f"data: not readable as version {meta.version}: {type(error).__name__}")
    object.__setattr__(event, "meta", meta)
    return event, None


def _field_names(error: ValidationError) -> str:
    """Which fields and why, by codes; never a value, which may be personal."""
    return json.dumps(error.messages, ensure_ascii=False, default=str)[:300]


def _hash(raw: bytes) -> str:
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def new_event_id() -> str:
    """A UUID of version 7 (RFC 9562): unique, and its text sorts by time, which keeps indexes compact."""
    return _uuid(7, time.time_ns() // 1_000_000, secrets.randbits(80))


def derived_id(cause: Meta, *words: str) -> str:
    """A UUID of version 8 made of an event and words: the same whenever that event is handled again.

    So what a service decides once more after an older backup of it was restored is recognised by everyone who
    heard of it the first time.
    """
    digest = hashlib.sha256("\0".join((cause.id, *words)).encode("utf-8", "surrogatepass")).digest()
    return _uuid(8, int(cause.time.timestamp() * 1000), int.from_bytes(digest[:10], "big"))


def _uuid(version: int, milliseconds: int, bits: int) -> str:
    number = (milliseconds & (1 << 48) - 1) << 80 | bits
    number = number & ~(0xF << 76) | (version << 76)
    number = number & ~(0x3 << 62) | (2 << 62)
    return str(uuid.UUID(int=number))


def new_traceparent(parent: str = "") -> str:
    """A W3C trace context: the parent's trace continued if it is well formed, or a new trace."""
    given = TRACEPARENT.fullmatch(parent)
    trace_id = given["trace_id"] if given else _random_hex(16)
    return f"00-{trace_id}-{_random_hex(8)}-01"


def _random_hex(length: int) -> str:
    """Random enough to tell two apart, which is all a trace asks; the system's own randomness costs a call of it."""
    return f"{random.getrandbits(8 * length):0{2 * length}x}"
