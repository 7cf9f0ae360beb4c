"""Trying dead letters again: a person asks, the owner hears it and lets them wait for their next attempt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from shared.contracts.system import RedriveRequested
from shared.db import moment
from shared.messaging.handlers import handles
from shared.messaging.tables import Settlement


@handles(RedriveRequested)
def try_again(session: Session, event: Any) -> None:
    """Every service hears the request; only rows of a reader of its own are there to be found."""
    redrive(session, event.reader, event.event_ids)


def redrive(session: Session, reader: str, event_ids: Sequence[str]) -> int:
    """Let these dead letters of a reader wait for an attempt now, counted from one; how many there were."""
    statement = (
        update(Settlement)
        .where(Settlement.reader == reader, Settlement.event_id.in_(event_ids), Settlement.state == "dead")
        .values(state="waiting", why="redriven", attempts=0, next_attempt_at=moment(session))
    )
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
