"""Events as they lie in a queue, honest ones and others."""

import json
from itertools import count
from types import SimpleNamespace
from typing import Any

from shared.db import utc_now
from shared.messaging.envelope import new_event_id, new_traceparent, write

_positions = count(1)


def letter(event: Any, source: str = "maker", position: int | None = None, **attributes: Any) -> bytes:
    """The wire form of an event as its publisher's relay writes it; `attributes` of the envelope replace those."""
    kind = event.event_type
    row = SimpleNamespace(
        event_id=new_event_id(),
        source=source,
        type=kind.type,
        subject=str(getattr(event, kind.subject)),
        created_at=utc_now(),
        version=kind.version,
        position=next(_positions) if position is None else position,
        traceparent=new_traceparent(),
        cause=None,
        number=None,
        hash=None,
        data=json.dumps(kind.writer.dump(event), ensure_ascii=False),
    )
    return rewritten(write(row), **attributes)


def rewritten(body: bytes, **attributes: Any) -> bytes:
    """The same letter with other attributes; what is given as None is left out."""
    envelope = json.loads(body) | attributes
    kept = {name: value for name, value in envelope.items() if name not in attributes or value is not None}
    return json.dumps(kept).encode()


def id_of(body: bytes) -> str:
    """The id of a letter."""
    return str(json.loads(body)["id"])
