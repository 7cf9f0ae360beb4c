"""The outbox is no second archive of personal data: what every reader has settled is emptied after a set time."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from shared.db import database
from shared.messaging import services
from shared.messaging.audit import CHUNK, unsettled
from shared.messaging.tables import Outbox


def empty_settled(before: datetime) -> int:
    """Empty the data of events older than `before` that every reader has settled; how many.

    Id, type and the hash of the data stay. An event that some reader lacks keeps its data: it may be sent again.
    """
    lost = {event_id for _, _, event_id in unsettled(before)}
    return sum(_empty(source, before, lost) for source in services.service_classes())


def _empty(source: str, before: datetime, lost: set[str]) -> int:
    emptied, last = 0, 0
    while rows := _full(source, before, last):
        last = rows[-1].position
        settled = [_hashed(row) for row in rows if row.event_id not in lost]
        if settled:
            with database(source).transaction() as session:
                session.connection().execute(EMPTY, settled)
        emptied += len(settled)
    return emptied


def _full(source: str, before: datetime, last: int) -> list[Any]:
    query = (
        select(Outbox.position, Outbox.event_id, Outbox.data)
        .where(Outbox.position > last, Outbox.data != "", Outbox.created_at < before)
        .where(Outbox.published_at.is_not(None))
        .order_by(Outbox.position)
        .limit(CHUNK)
    )
    with database(source).reading() as session:
        return list(session.execute(query))


def _hashed(row: Any) -> dict[str, Any]:
    return {"at": row.position, "digest": hashlib.sha256(row.data.encode()).hexdigest()}


EMPTY = update(Outbox).where(Outbox.position == bindparam("at")).values(data="", data_hash=bindparam("digest"))
