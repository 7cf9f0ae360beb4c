"""Rows and the events that told of them, counted against each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from shared.messaging.tables import Outbox


def untold(session: Session, rows: Select[Any], *types: str) -> Iterable[str]:
    """The subjects of which this service told more or less often than there are rows.

    `rows` selects the subject of each row that one event of these types tells of:
    `untold(session, select(Rating.matter_no), "followup.rated")`.
    """
    kept = rows.with_only_columns(rows.selected_columns[0].label("subject"), literal(1).label("count"))
    told = select(Outbox.subject, literal(-1).label("count")).where(Outbox.type.in_(types))
    both = union_all(kept, told).subquery()
    return session.scalars(select(both.c.subject).group_by(both.c.subject).having(func.sum(both.c.count) != 0))
