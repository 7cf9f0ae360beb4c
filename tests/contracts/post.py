"""Events as they lie in an outbox and as they travel, without a database or a broker."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from shared.contracts import Meta
from shared.messaging import publish
from shared.messaging.envelope import write

POSITION = 41


def published(event: Any, *, service: str = "intake", cause: Meta | None = None) -> Any:
    """The outbox row that publishing this event would make."""
    session = Session(info={"service": service, "cause": cause})
    publish(session, event)
    [row] = session.info["outbox"]
    return SimpleNamespace(**row, position=POSITION, source=service, number=1, hash="0" * 64)


def on_the_wire(event: Any, **told: Any) -> bytes:
    """The event as the broker sees it."""
    return write(published(event, **told))
